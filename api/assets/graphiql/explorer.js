// The explorer's own part: the token, the demo's roles, and nothing that outlives the page.
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const state = byId("state");
  const token = byId("token");
  const role = byId("role");
  const purpose = byId("purpose");
  const root = ReactDOM.createRoot(byId("explorer"));
  const welcome = "# Choose or paste an access token above, then write a request here.\n\n{\n  __typename\n}\n";
  let shown = 0;

  // Requests may hold names of children: they stay in memory.
  const memory = () => {
    const kept = new Map();
    return {
      get length() { return kept.size; },
      getItem: (key) => (kept.has(key) ? kept.get(key) : null),
      setItem: (key, value) => { kept.set(key, String(value)); },
      removeItem: (key) => { kept.delete(key); },
      clear: () => { kept.clear(); },
    };
  };

  const headersFor = (bearer, accept) => {
    const headers = { "content-type": "application/json", accept, "x-client-name": "explorer" };
    if (bearer) headers.authorization = "Bearer " + bearer;
    if (purpose.value) headers["x-purpose"] = purpose.value;
    return headers;
  };

  // Items that are shown of a stream; a heartbeat gives way to the next one.
  const SHOWN = 25;
  const isHeartbeat = (result) =>
    Object.values((result && result.data) || {}).some((item) => item && item.__typename === "Heartbeat");

  // The results of an event stream. Its own iterator and no generator, for a generator that waits cannot be stopped.
  const streamed = (bearer, parameters) => {
    const stop = new AbortController();
    const seen = [];
    let reader = null;
    let unread = "";
    const open = async () => {
      const headers = headersFor(bearer, "text/event-stream");
      const response = await fetch("graphql/stream", {
        method: "POST", headers, body: JSON.stringify(parameters), signal: stop.signal,
      });
      if (!(response.headers.get("content-type") || "").startsWith("text/event-stream")) {
        return { done: false, value: await response.json(), last: true };
      }
      reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      return null;
    };
    let ended = false;
    const next = async () => {
      if (ended) return { done: true, value: undefined };
      if (!reader) {
        const refused = await open();
        if (refused) { ended = true; return refused; }
      }
      for (;;) {
        const end = unread.indexOf("\n\n");
        if (end < 0) {
          const read = await reader.read();
          if (read.done) { ended = true; return { done: true, value: undefined }; }
          unread += read.value;
          continue;
        }
        const event = unread.slice(0, end);
        unread = unread.slice(end + 2);
        const field = (name) =>
          event.split("\n").filter((line) => line.startsWith(name + ": ")).map((line) => line.slice(name.length + 2)).join("\n");
        if (field("event") === "complete") { ended = true; return { done: true, value: undefined }; }
        if (field("event") !== "next") continue;
        const result = JSON.parse(field("data"));
        if (seen.length && isHeartbeat(seen[0])) seen.shift();
        seen.unshift(result);
        seen.length = Math.min(seen.length, SHOWN);
        return { done: false, value: { "newest first": seen.slice() } };
      }
    };
    const iterator = {
      next: () => next().catch((error) => {
        ended = true;
        if (stop.signal.aborted) return { done: true, value: undefined };
        throw error;
      }),
      return: async () => { ended = true; stop.abort(); return { done: true, value: undefined }; },
      [Symbol.asyncIterator]: () => iterator,
    };
    return iterator;
  };

  const isSubscription = (parameters, ast) => {
    const operations = ((ast && ast.definitions) || []).filter((one) => one.kind === "OperationDefinition");
    const named = operations.find((one) => one.name && one.name.value === parameters.operationName);
    const chosen = named || operations[0];
    return Boolean(chosen) && chosen.operation === "subscription";
  };

  const fetcher = (bearer) => async (parameters, options) => {
    if (isSubscription(parameters, options && options.documentAST)) return streamed(bearer, parameters);
    const headers = headersFor(bearer, "application/graphql-response+json, application/json;q=0.9");
    const response = await fetch("graphql", { method: "POST", headers, body: JSON.stringify(parameters) });
    return response.json();
  };

  const show = (query) => {
    shown += 1;
    const bearer = token.value.trim();
    root.render(React.createElement(GraphiQL, {
      key: shown,
      // Without a token nothing would be told, so nothing is asked.
      schema: bearer ? undefined : null,
      fetcher: fetcher(bearer),
      storage: memory(),
      defaultQuery: query || welcome,
      isHeadersEditorEnabled: false,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: "variables",
    }));
  };

  const offerRoles = (roles) => {
    for (const [index, entry] of roles.entries()) {
      const option = document.createElement("option");
      option.value = String(index);
      option.textContent = entry.authority ? entry.role + ", " + entry.authority : entry.role;
      role.append(option);
    }
    // A link may name a role and a request: `#role=KEY_PERSON&authority=E09000999&query=…`.
    const link = new URLSearchParams(location.hash.slice(1));
    const linked = roles.findIndex((entry) =>
      entry.role === link.get("role") && (!link.has("authority") || entry.authority === link.get("authority")));
    if (linked >= 0) role.value = String(linked);
    const take = (query) => {
      const entry = roles[Number(role.value)];
      token.value = entry.token;
      purpose.value = entry.purpose || "";
      state.textContent = "You look through the eyes of: " + role.selectedOptions[0].textContent + ".";
      show(query || entry.exampleQuery);
    };
    role.addEventListener("change", () => take());
    byId("role-field").hidden = false;
    take(link.get("query"));
  };

  byId("who").addEventListener("submit", (event) => {
    event.preventDefault();
    state.textContent = token.value.trim() ? "Requests carry this token." : "Requests carry no token.";
    show();
  });

  show();
  // Only the demo answers here.
  fetch("demo/roles.json")
    .then((response) => (response.ok ? response.json() : null))
    .then((demo) => { if (demo && demo.roles && demo.roles.length) offerRoles(demo.roles); })
    .catch(() => {});
})();
