// The third-party suites over HTTP: `node --test` with the gateway's binary in GATEWAY.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { serverAudits } from 'graphql-http';
import documents from './corpus/document.js';
import { mutated } from './corpus/mutated.js';
import values from './corpus/values.js';
import { start } from './gateway.js';
import { live } from './live.suite.js';
import { isDescribed, ofGateway, reference } from './verdict.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const gateway = await start(process.env.GATEWAY);
const token = gateway.token('HEALTH_VISITOR');
const sdl = await (await fetch(`${gateway.url}/schema.graphql`)).text();
const schema = buildSchema(sdl);

after(async () => {
  assert.equal(await gateway.end(), '', 'the gateway logged warnings');
});

live(gateway);

describe('GraphQL over HTTP (graphql-http)', () => {
  const audits = serverAudits({
    url: `${gateway.url}/graphql`,
    fetchFn: (address, options = {}) => fetch(address, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } }),
  });
  for (const audit of audits) {
    it(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', result.reason);
    });
  }
  it('has 61 audits', () => assert.equal(audits.length, 61));
});

describe('validation agrees with graphql-js', () => {
  const corpus = Object.entries({ ...documents, ...values }).flatMap(([rule, group]) =>
    Object.entries(group).flatMap(([verdict, requests]) =>
      requests.map((given) => ({ rule, verdict, request: typeof given === 'string' ? { query: given } : given })),
    ),
  );
  for (const { rule, verdict, request } of corpus) {
    it(`${rule}: ${verdict}: ${JSON.stringify(request)}`, async () => {
      assert.equal(reference(schema, request), request.overlooked ? 'accepted' : verdict, 'graphql-js');
      assert.equal(await ofGateway(gateway.url, token, request), verdict, 'the gateway');
    });
  }
  it('on hundreds of requests', () => assert.ok(300 < corpus.length, `${corpus.length}`));

  it('on 3,000 requests made of these', async () => {
    const lexed = corpus.filter(({ verdict, request }) => verdict !== 'parse' && !request.overlooked);
    const requests = mutated(lexed.map(({ request }) => request), 3_000, 1);
    const counts = {};
    for (const request of requests.filter((request) => !isDescribed(request))) {
      const verdict = reference(schema, request);
      counts[verdict] = (counts[verdict] ?? 0) + 1;
      assert.equal(await ofGateway(gateway.url, token, request), verdict, JSON.stringify(request));
    }
    // A generator that makes nothing but nonsense would prove little.
    for (const verdict of ['accepted', 'parse', 'validation', 'variables']) assert.ok(50 < counts[verdict], JSON.stringify(counts));
  });
});

describe('the schema', () => {
  it('is published as the repository has it', async () => {
    assert.equal(sdl, await readFile(here('../../schema.graphql'), 'utf8'));
  });

  it('says the same in introspection', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true }) }),
    });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined);
    const introspected = buildClientSchema(data);
    // The executor's printer leaves out what the arguments of directives mean; introspection tells it.
    for (const argument of introspected.getDirectives().flatMap(({ args }) => args)) {
      assert.ok(argument.description, argument.name);
      argument.description = undefined;
    }
    assert.equal(printSchema(lexicographicSortSchema(introspected)), printSchema(lexicographicSortSchema(schema)));
  });
});

describe('schema rules (graphql-eslint)', async () => {
  const eslint = new ESLint({ cwd: here('../..'), overrideConfigFile: here('eslint.config.js') });
  const file = here('../../schema.graphql');
  const { rules } = await eslint.calculateConfigForFile(file);
  const [{ messages }] = await eslint.lintFiles([file]);
  for (const rule of Object.keys(rules)) {
    it(rule, () => {
      const found = messages.filter((message) => message.ruleId === rule);
      assert.deepEqual(found.map(({ line, message }) => `${line}: ${message}`), []);
    });
  }
  it('reads the schema', () => assert.deepEqual(messages.filter((message) => !(message.ruleId in rules)), []));
});
