// Shows what a group will be asked on the respondents' own page, which reads it from this device
// and sends nothing.

/**
 * `round` and `shown` (index, group, questions) are those of the API's questionnaires, `name` is
 * the rated unit's.
 */
export function showQuestionnaire(round, name, shown) {
  localStorage.setItem(
    "questionnaire-preview",
    JSON.stringify({ round, unit: { name }, closes: null, ...shown }),
  );
  window.open("/s#questionnaire-preview", "_blank");
}
