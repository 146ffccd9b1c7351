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

  const fetcher = (bearer) => async (parameters) => {
    const headers = {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json;q=0.9",
      "x-client-name": "explorer",
    };
    if (bearer) headers.authorization = "Bearer " + bearer;
    if (purpose.value) headers["x-purpose"] = purpose.value;
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
    const take = () => {
      const entry = roles[Number(role.value)];
      token.value = entry.token;
      purpose.value = entry.purpose || "";
      state.textContent = "You look through the eyes of: " + role.selectedOptions[0].textContent + ".";
      show(entry.exampleQuery);
    };
    role.addEventListener("change", take);
    byId("role-field").hidden = false;
    take();
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
