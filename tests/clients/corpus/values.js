// Arguments, literals, input objects, variables: sections 3.5 to 3.12, 5.4, 5.6 and 5.8 of the specification.
// Variables are JSON as it is sent.

const reviews = (first) => `{ reviews(first: ${first}) { totalCount } }`;
const withFirst = (variables, type = 'Int') => ({ query: `query ($n: ${type}) { reviews(first: $n) { totalCount } }`, variables });
const filtered = (filter) => `{ reviews(filter: ${filter}) { totalCount } }`;
const withFilter = (variables) => ({ query: 'query ($f: ReviewFilter) { reviews(filter: $f) { totalCount } }', variables });
const one = (reference) => `{ review(review: ${reference}) { id } }`;
const withReference = (variables, type = 'ReviewRef!') => ({ query: `query ($r: ${type}) { review(review: $r) { id } }`, variables });
const plan = (input) => `mutation { reviewPlan(child: {id: "x"}, input: ${input}) { replayed } }`;

export default {
  'arguments': {
    accepted: ['{ reviews(first: 1, orderBy: DUE_ON_DESC) { totalCount } }', '{ reviews(first: null) { totalCount } }', '{ child(child: {id: "x"}) { id } }'],
    validation: [
      '{ viewer(name: "x") { name } }',
      '{ reviews(frist: 1) { totalCount } }',
      '{ reviews(first: 1, first: 1) { totalCount } }',
      '{ reviews(first: 1, first: 2) { totalCount } }',
      '{ child { id } }',
      '{ child(child: null) { id } }',
      '{ node { id } }',
      '{ reviews(orderBy: null) { totalCount } }',
      'mutation { reviewPlan(input: {}) { replayed } }',
    ],
  },

  'Int': {
    accepted: [reviews(2147483647), reviews(-2147483648), reviews(0), withFirst('{"n": 5}'), withFirst('{"n": null}'), withFirst('{}'), withFirst('{"n": 1.0}'), withFirst('{"n": 1e1}'), withFirst('{"n": -0.0}')],
    validation: [
      reviews(2147483648), reviews(-2147483649), reviews('99999999999999999999999999'), reviews('1.0'), reviews('1e1'), reviews('"1"'), reviews('true'), reviews('ONE'), reviews('[1]'), reviews('{n: 1}'),
      'query ($n: Int = "5") { reviews(first: $n) { totalCount } }',
      'query ($n: Int = 2147483648) { reviews(first: $n) { totalCount } }',
      'query ($n: Int! = null) { reviews(first: $n) { totalCount } }',
    ],
    variables: [
      withFirst('{"n": "5"}'), withFirst('{"n": 1.5}'), withFirst('{"n": 2147483648}'), withFirst('{"n": -2147483649}'), withFirst('{"n": 9223372036854775808}'), withFirst('{"n": 1e300}'),
      withFirst('{"n": true}'), withFirst('{"n": [1]}'), withFirst('{"n": {}}'), withFirst('{"n": null}', 'Int!'), withFirst('{}', 'Int!'), withFirst('{"N": 1}', 'Int!'),
    ],
  },

  'String, Boolean, ID': {
    accepted: [
      '{ node(id: 5) { id } }',
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: '{"id": 5}' },
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: '{"id": "\\u0000 \\ud83d\\ude00"}' },
      { query: 'query ($on: String) { responsibilityMatrix(on: $on) { __typename } }', variables: '{"on": "review"}' },
      { query: 'query ($b: Boolean) { reviews(filter: {overdue: $b}) { totalCount } }', variables: '{"b": false}' },
    ],
    validation: [
      '{ node(id: 5.0) { id } }', '{ node(id: true) { id } }', '{ node(id: x) { id } }',
      '{ responsibilityMatrix(on: 5) { __typename } }', '{ responsibilityMatrix(on: review) { __typename } }', '{ responsibilityMatrix(on: ["review"]) { __typename } }',
      filtered('{overdue: "true"}'), filtered('{overdue: 1}'), filtered('{overdue: TRUE}'),
    ],
    variables: [
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: '{"id": 5.5}' },
      { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: '{"id": false}' },
      { query: 'query ($on: String) { responsibilityMatrix(on: $on) { __typename } }', variables: '{"on": 1}' },
      { query: 'query ($on: String) { responsibilityMatrix(on: $on) { __typename } }', variables: '{"on": ["review"]}' },
      { query: 'query ($b: Boolean) { reviews(filter: {overdue: $b}) { totalCount } }', variables: '{"b": "true"}' },
      { query: 'query ($b: Boolean) { reviews(filter: {overdue: $b}) { totalCount } }', variables: '{"b": 1}' },
    ],
  },

  'enums': {
    accepted: [
      '{ reviews(orderBy: DUE_ON_ASC) { totalCount } }',
      { query: 'query ($o: ReviewOrder!) { reviews(orderBy: $o) { totalCount } }', variables: '{"o": "DUE_ON_DESC"}' },
      { query: 'query ($o: ReviewOrder! = DUE_ON_DESC) { reviews(orderBy: $o) { totalCount } }' },
      { query: 'query ($o: ReviewOrder) { reviews(orderBy: $o) { totalCount } }' },
      { query: 'query ($o: ReviewOrder = null) { reviews(orderBy: $o) { totalCount } }' },
    ],
    validation: [
      '{ reviews(orderBy: "DUE_ON_ASC") { totalCount } }', '{ reviews(orderBy: due_on_asc) { totalCount } }', '{ reviews(orderBy: NOTHING) { totalCount } }',
      '{ reviews(orderBy: 1) { totalCount } }', 'query ($o: ReviewOrder = NOTHING) { reviews(orderBy: $o) { totalCount } }',
    ],
    variables: [
      { query: 'query ($o: ReviewOrder!) { reviews(orderBy: $o) { totalCount } }', variables: '{"o": "NOTHING"}' },
      { query: 'query ($o: ReviewOrder!) { reviews(orderBy: $o) { totalCount } }', variables: '{"o": 0}' },
      { query: 'query ($o: ReviewOrder!) { reviews(orderBy: $o) { totalCount } }', variables: '{"o": null}' },
    ],
  },

  'lists': {
    accepted: [
      '{ nodes(ids: ["a", "b"]) { id } }', '{ nodes(ids: "a") { id } }', '{ nodes(ids: []) { id } }', filtered('{statusIn: DUE}'), filtered('{statusIn: [DUE, INVITED]}'), filtered('{statusIn: null}'),
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: '{"ids": "a"}' },
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: '{"ids": [1, "b"]}' },
      { query: 'query ($id: ID!) { nodes(ids: [$id, "b"]) { id } }', variables: '{"id": "a"}' },
      { query: 'query ($s: [ReviewStatus!]) { reviews(filter: {statusIn: $s}) { totalCount } }', variables: '{"s": ["DUE"]}' },
    ],
    validation: [
      '{ nodes(ids: ["a", null]) { id } }', '{ nodes(ids: [["a"]]) { id } }', '{ nodes(ids: null) { id } }', filtered('{statusIn: [DUE, "INVITED"]}'), filtered('{statusIn: [null]}'),
      'query ($id: ID) { nodes(ids: [$id]) { id } }', 'query ($ids: [ID!]) { nodes(ids: $ids) { id } }', 'query ($ids: [ID]!) { nodes(ids: $ids) { id } }', 'query ($id: ID!) { nodes(ids: $id) { id } }',
    ],
    variables: [
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: '{"ids": ["a", null]}' },
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: '{"ids": [["a"]]}' },
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: '{"ids": {"0": "a"}}' },
      { query: 'query ($s: [ReviewStatus!]) { reviews(filter: {statusIn: $s}) { totalCount } }', variables: '{"s": ["DUE", "NOTHING"]}' },
    ],
  },

  'input objects': {
    accepted: [
      filtered('{}'), filtered('{mine: true, dueOn: {from: "2026-01-01"}}'), filtered('{mine: true, overdue: null}'), withFilter('{"f": {}}'), withFilter('{"f": {"mine": true, "dueOn": {"from": null}}}'), withFilter('{}'),
      { query: 'query ($from: Date, $child: ID) { reviews(filter: {dueOn: {from: $from}, child: $child}) { totalCount } }', variables: '{"from": "2026-01-01"}' },
      plan('{dueOn: "2026-01-01"}'),
    ],
    validation: [
      filtered('{nothing: true}'), filtered('{mine: null}'), filtered('{mine: true, mine: true}'), filtered('{dueOn: {from: "2026-01-01", from: "2026-01-02"}}'), filtered('{dueOn: {since: "2026-01-01"}}'), filtered('"mine"'), filtered('[{mine: true}]'),
      plan('{externalId: {system: "x"}}'), plan('{externalId: {system: "x", value: null}}'), plan('null'),
      'mutation { concernRaise(review: {id: "x"}, input: {topic: SLEEP, level: WATCH}) { replayed } }',
      'query ($f: ReviewFilter = {nothing: 1}) { reviews(filter: $f) { totalCount } }', 'query ($f: ReviewFilter = {mine: null}) { reviews(filter: $f) { totalCount } }',
      'query ($b: Boolean) { reviews(filter: {nothing: $b}) { totalCount } }', 'query ($n: Int) { reviews(filter: {mine: $n}) { totalCount } }',
    ],
    variables: [
      withFilter('{"f": {"nothing": 1}}'), withFilter('{"f": {"mine": null}}'), withFilter('{"f": "mine"}'), withFilter('{"f": []}'), withFilter('{"f": {"dueOn": {"since": "x"}}}'), withFilter('{"f": {"dueOn": "2026-01-01"}}'),
      { query: 'mutation ($i: ReviewPlanInput!) { reviewPlan(child: {id: "x"}, input: $i) { replayed } }', variables: '{"i": {"externalId": {"system": "x"}}}' },
      { query: 'mutation ($i: ReviewPlanInput!) { reviewPlan(child: {id: "x"}, input: $i) { replayed } }', variables: '{"i": null}' },
    ],
  },

  'one-of inputs': {
    accepted: [
      one('{id: "x"}'), one('{external: {system: "a", value: "b"}}'), withReference('{"r": {"id": "x"}}'), withReference('{"r": {"external": {"system": "a", "value": "b"}}}'),
      { query: 'query ($id: ID!) { review(review: {id: $id}) { id } }', variables: '{"id": "x"}' },
      { query: 'query ($r: ReviewRef! = {id: "x"}) { review(review: $r) { id } }' },
    ],
    validation: [
      one('{}'), one('{id: null}'), one('{id: "x", external: null}'), one('{id: "x", external: {system: "a", value: "b"}}'), one('{id: "x", id: "y"}'), one('{external: {system: "a"}}'), one('{nothing: 1}'), one('"x"'),
      { query: 'query ($id: ID) { children(filter: {setting: {id: $id}}) { totalCount } }', variables: '{"id": "x"}' },
      { query: 'query ($id: ID = "x") { children(filter: {setting: {id: $id}}) { totalCount } }' },
      // In a place that cannot be null itself, graphql-js 16.15 overlooks what the specification says of both.
      { query: 'query ($id: ID) { review(review: {id: $id}) { id } }', variables: '{"id": "x"}', overlooked: true },
      { query: 'query ($id: ID!, $e: ExternalIdInput!) { review(review: {id: $id, external: $e}) { id } }', variables: '{"id": "x", "e": {"system": "a", "value": "b"}}' },
      'query ($r: ReviewRef! = {}) { review(review: $r) { id } }',
      'query ($r: ReviewRef! = {id: "x", external: {system: "a", value: "b"}}) { review(review: $r) { id } }',
      '{ children(filter: {setting: {}}) { totalCount } }',
    ],
    variables: [
      withReference('{"r": {}}'), withReference('{"r": {"id": null}}'), withReference('{"r": {"id": "x", "external": null}}'), withReference('{"r": {"id": "x", "external": {"system": "a", "value": "b"}}}'), withReference('{"r": null}'), withReference('{"r": "x"}'), withReference('{"r": {"external": {}}}'),
      { query: 'query ($f: ChildFilter) { children(filter: $f) { totalCount } }', variables: '{"f": {"setting": {"id": "x", "external": null}}}' },
    ],
  },

  'custom scalars': {
    accepted: [
      filtered('{dueOn: {from: "2026-01-01", to: "2026-12-31"}}'),
      { query: 'query ($d: Date) { reviews(filter: {dueOn: {from: $d}}) { totalCount } }', variables: '{"d": "2026-01-01"}' },
      { query: 'query ($after: Cursor) { reviews(first: 1, after: $after) { totalCount } }', variables: '{"after": null}' },
    ],
    validation: ['query ($d: String) { reviews(filter: {dueOn: {from: $d}}) { totalCount } }'],
  },

  'variables': {
    accepted: [
      { query: 'query ($n: Int!) { reviews(first: $n) { totalCount } }', variables: '{"n": 1, "other": [1]}' },
      { query: 'query ($n: Int = 3) { reviews(first: $n) { totalCount } }' },
      { query: 'query ($n: Int = 3) { reviews(first: $n) { totalCount } }', variables: '{"n": null}' },
      { query: 'query ($n: Int) { ...F } fragment F on Query { reviews(first: $n) { totalCount } }', variables: '{"n": 1}' },
      { query: 'query A($n: Int) { ...F } query B($n: Int!) { ...F } fragment F on Query { reviews(first: $n) { totalCount } }', operationName: 'A' },
      { query: 'query ($mine: Boolean = true) { reviews(filter: {mine: $mine}) { totalCount } }' },
      { query: 'query ($mine: Boolean) { reviews(filter: {mine: $mine}) { totalCount } }' },
    ],
    validation: [
      '{ reviews(first: $n) { totalCount } }',
      'query ($n: Int) { viewer { name } }',
      'query ($n: Int, $n: Int) { reviews(first: $n) { totalCount } }',
      'query ($n: Int, $n: String) { reviews(first: $n) { totalCount } }',
      'query ($n: Nothing) { reviews(first: $n) { totalCount } }',
      'query ($n: Review) { reviews(first: $n) { totalCount } }',
      'query ($n: Node) { reviews(first: $n) { totalCount } }',
      'query ($n: String) { reviews(first: $n) { totalCount } }',
      'query ($n: [Int]) { reviews(first: $n) { totalCount } }',
      'query ($r: ReviewRef) { review(review: $r) { id } }',
      'query ($r: ChildRef!) { review(review: $r) { id } }',
      'query ($id: String!) { node(id: $id) { id } }',
      '{ ...F } fragment F on Query { reviews(first: $n) { totalCount } }',
      'query A { ...F } query B($n: Int) { ...F } fragment F on Query { reviews(first: $n) { totalCount } }',
      'query ($n: Int) { ...F } fragment F on Query { node(id: $n) { id } }',
      'query ($r: ReviewRef!) { ...F } fragment F on Query { viewer { name } }',
      'query ($id: ID = null) { node(id: $id) { id } }',
      'query ($no: Boolean = null) { viewer { name @skip(if: $no) } }',
      'query ($s: String) { review(review: {external: {system: $s, value: "x"}}) { id } }',
      'query ($s: [[ReviewStatus!]]) { reviews(filter: {statusIn: $s}) { totalCount } }',
      'query ($s: ReviewStatus) { reviews(filter: {statusIn: [DUE, $s]}) { totalCount } }',
      'query ($d: DateRangeInput!) { reviews(filter: {dueOn: [$d]}) { totalCount } }',
      '{ reviews(filter: {dueOn: {from: $d}}) { totalCount } }',
      '{ reviews(filter: {dueOn: {from: {day: $d}}}) { totalCount } }',
    ].map((query) => ({ query, operationName: query.startsWith('query A') ? 'B' : undefined })),
  },
};
