// What a page has asked before its scripts were there; `session` takes it from here.

/** `refresh`: the reply to the first renewal of the sign-in, on its way. */
export const early = { refresh: null };
