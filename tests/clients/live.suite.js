// The live parts with the clients that others use: graphql-ws over WebSocket, graphql-sse over server-sent events.

import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createClient as createEvents } from 'graphql-sse';
import { createClient as createSocket } from 'graphql-ws';
import WebSocket from 'ws';

const REVIEW = { external: { system: 'ashmere-chis', value: 'review-ASH-0007' } };
const ITEM = `__typename ... on Change { id cursor type subjectId } ... on Heartbeat { cursor }
  ... on ResyncRequired { reason }`;
const EVENTS = `subscription($review: ReviewRef!, $after: Cursor) { reviewEvents(review: $review, after: $after) { ${ITEM} } }`;
const ROOM = `subscription($review: ReviewRef!) { preMeeting(review: $review) { ${ITEM} ... on Presence { present { role } } } }`;
const POST = `mutation($review: ReviewRef!, $input: LiaisonPostInput!) { liaisonPost(review: $review, input: $input) {
  liaisonMessage { id } userErrors { code message } } }`;
// How long anything may take before it has failed.
const PATIENCE = 30_000;

/** What comes of something, unless it takes too long. */
const inTime = (promise, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing came in time`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Follows an operation with either client: items wait until they are asked for. */
function follow(client, query, variables) {
  const waiting = [];
  const asking = [];
  const give = (came) => (asking.length ? asking.shift()(came) : waiting.push(came));
  const stop = client.subscribe(
    { query, variables },
    {
      next: (result) => give({ item: result.data && Object.values(result.data)[0], errors: result.errors, at: performance.now() }),
      error: (error) => give({ error }),
      complete: () => give({ complete: true }),
    },
  );
  const next = () => inTime(waiting.length ? Promise.resolve(waiting.shift()) : new Promise((resolve) => asking.push(resolve)), query);
  /** The next item of a kind that is wanted; others are passed over. */
  const item = async (kind, wanted = () => true) => {
    for (;;) {
      const came = await next();
      assert.ok(came.item, JSON.stringify(came));
      if (came.item.__typename === kind && wanted(came.item)) return { ...came.item, at: came.at };
    }
  };
  return { stop, next, item };
}

export function live(gateway) {
  const clients = [];
  const kept = (client) => {
    clients.push(client);
    return client;
  };
  const socket = (role, more = {}) => {
    const token = more.token ?? gateway.token(role);
    return kept(
      createSocket({
        url: `${gateway.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { Authorization: `Bearer ${token}` },
        lazy: true,
        retryAttempts: 0,
        ...more.options,
      }),
    );
  };
  const events = (role) =>
    kept(createEvents({ url: `${gateway.url}/graphql/stream`, headers: { Authorization: `Bearer ${gateway.token(role)}` }, retryAttempts: 0 }));
  const ask = async (role, query, variables) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${gateway.token(role)}` };
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return response.json();
  };
  /** Writes to the other profession; gives the message's id. */
  const post = async (role, text) => {
    const input = { kind: 'NOTE', to: { discipline: role === 'KEY_PERSON' ? 'HEALTH' : 'EARLY_YEARS' }, text };
    const answer = await ask(role, POST, { review: REVIEW, input });
    assert.deepEqual(answer.data?.liaisonPost.userErrors, [], JSON.stringify(answer));
    return answer.data.liaisonPost.liaisonMessage.id;
  };
  const posted = (id) => (item) => item.subjectId === id;

  after(() => clients.forEach((client) => client.dispose()));

  describe('graphql-ws', () => {
    it('runs queries and mutations over the socket', async () => {
      const client = socket('HEALTH_VISITOR');
      const query = follow(client, '{ viewer { name } }', {});
      assert.ok((await query.next()).item.name);
      assert.deepEqual(await query.next(), { complete: true });
      const input = { kind: 'NOTE', to: { discipline: 'EARLY_YEARS' }, text: 'By socket.' };
      const mutation = follow(client, POST, { review: REVIEW, input });
      assert.deepEqual((await mutation.next()).item.userErrors, []);
    });

    it('gives what the other profession does, and goes on from its cursor', async () => {
      const first = follow(socket('HEALTH_VISITOR'), EVENTS, { review: REVIEW });
      await first.item('Heartbeat');
      const seen = await first.item('Change', posted(await post('KEY_PERSON', 'One.')));
      first.stop();
      const missed = [await post('KEY_PERSON', 'Two.'), await post('HEALTH_VISITOR', 'Three.')];
      const second = follow(socket('HEALTH_VISITOR'), EVENTS, { review: REVIEW, after: seen.cursor });
      const given = [await second.item('Change'), await second.item('Change')];
      assert.deepEqual(given.map((item) => item.subjectId), missed);
      second.stop();
    });

    it('comes back by itself when its connection is lost', async () => {
      let connection;
      let times = 0;
      const options = {
        retryAttempts: 5,
        on: { connected: (opened) => ((connection = opened), (times += 1)) },
      };
      const stream = follow(socket('KEY_PERSON', { options }), EVENTS, { review: REVIEW });
      await stream.item('Heartbeat');
      connection.terminate();
      await stream.item('Heartbeat');
      assert.equal(times, 2);
      await stream.item('Change', posted(await post('HEALTH_VISITOR', 'Back again?')));
      stream.stop();
    });

    it('is told why it is not let in, and what is wrong with an operation', async () => {
      const refused = follow(socket('HEALTH_VISITOR', { token: 'nonsense' }), EVENTS, { review: REVIEW });
      assert.equal((await refused.next()).error.code, 4403);
      const wrong = follow(socket('HEALTH_VISITOR'), 'subscription { nothingOfTheKind }', {});
      const [error] = (await wrong.next()).error;
      assert.equal(error.extensions.code, 'GRAPHQL_VALIDATION_FAILED');
    });
  });

  describe('two practitioners in one pre-meeting', () => {
    it('see each other come and go, by whatever transport', async () => {
      const here = async (stream, roles) => {
        const same = (item) => JSON.stringify(item.present.map((one) => one.role).sort()) === JSON.stringify(roles);
        await stream.item('Presence', same);
      };
      const health = follow(socket('HEALTH_VISITOR'), ROOM, { review: REVIEW });
      await here(health, ['HEALTH_VISITOR']);
      const nursery = follow(events('KEY_PERSON'), ROOM, { review: REVIEW });
      await here(nursery, ['HEALTH_VISITOR', 'KEY_PERSON']);
      await here(health, ['HEALTH_VISITOR', 'KEY_PERSON']);
      const id = await post('KEY_PERSON', 'Shall we begin?');
      const [left, right] = await Promise.all([health.item('Change', posted(id)), nursery.item('Change', posted(id))]);
      assert.equal(left.id, right.id);
      nursery.stop();
      await here(health, ['HEALTH_VISITOR']);
      health.stop();
    });

    it('converge while fifty others follow', async (t) => {
      const others = Array.from({ length: 50 }, (_, number) => {
        const role = ['HEALTH_VISITOR', 'KEY_PERSON', 'HEALTH_SERVICE_LEAD', 'EARLY_YEARS_SERVICE_LEAD'][number % 4];
        return follow(socket(role), EVENTS, { review: REVIEW });
      });
      await Promise.all(others.map((stream) => stream.item('Heartbeat')));
      const watchers = [follow(socket('HEALTH_VISITOR'), ROOM, { review: REVIEW }), follow(events('KEY_PERSON'), ROOM, { review: REVIEW })];
      const begun = await Promise.all(watchers.map((stream) => stream.item('Heartbeat')));
      const took = [];
      const given = [[], []];
      for (let number = 0; number < 100; number += 1) {
        const id = await post(number % 2 ? 'KEY_PERSON' : 'HEALTH_VISITOR', `Word ${number}.`);
        const answered = performance.now();
        const items = await Promise.all(watchers.map((stream) => stream.item('Change')));
        items.forEach((item, watcher) => {
          assert.equal(item.subjectId, id);
          given[watcher].push(item.id);
          took.push(Math.max(0, item.at - answered));
        });
      }
      assert.deepEqual(given[0], given[1]);
      const query = 'query($after: Cursor) { changes(first: 100, after: $after, types: ["liaison"]) { changes { id } } }';
      const read = await ask('HEALTH_VISITOR', query, { after: begun[0].cursor });
      assert.deepEqual(given[0], read.data.changes.changes.map((change) => change.id));
      took.sort((a, b) => a - b);
      const at = (share) => took[Math.floor((took.length - 1) * share)].toFixed(1);
      t.diagnostic(`from the answer of an act to its arrival with both: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms`);
      [...others, ...watchers].forEach((stream) => stream.stop());
    });

    it('do not exist for the parents', async () => {
      const stream = follow(socket('PARENT'), ROOM, { review: REVIEW });
      const came = await stream.next();
      assert.match(came.error[0].extensions.code, /^(FORBIDDEN|NOT_FOUND)$/);
    });
  });

  describe('graphql-sse', () => {
    it('ends a query, and goes on with a subscription from its cursor', async () => {
      const client = events('KEY_PERSON');
      const query = follow(client, '{ viewer { name } }', {});
      assert.ok((await query.next()).item.name);
      assert.deepEqual(await query.next(), { complete: true });
      const first = follow(client, EVENTS, { review: REVIEW });
      const { cursor } = await first.item('Heartbeat');
      first.stop();
      const missed = await post('HEALTH_VISITOR', 'While you were away.');
      const second = follow(client, EVENTS, { review: REVIEW, after: cursor });
      assert.equal((await second.item('Change')).subjectId, missed);
      second.stop();
    });
  });
}
