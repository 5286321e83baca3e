"""Serving: from the event of API Gateway to the reply, the same way for every route.

1. `routing`: a module declares a route once, with audience, body, reply, query and refusals.
   `application` is what the gateway calls: `addresses` finds the route, Chalice calls it.
2. `requests`: the data that goes through: `Route`, `Request`, `Reply`. `queries` has the query
   parameters and `media` the files and pages that several routes share.
3. `serve`: signs in (`authentication`), checks the audience, reads the body, calls the view, and
   logs one line.
4. A view that cannot do what it is asked raises a refusal (`domain.errors`); `problems` makes an
   `application/problem+json` document of it, `body_problems` says what is wrong with a body, and
   `refusals` tells which refusals a route may send.
"""
