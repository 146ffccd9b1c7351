// Requests that nobody wrote: those of the corpus, with tokens of the document and values of the variables dropped,
// doubled, swapped or replaced. The same for the same seed.

import { Lexer, Source } from 'graphql';

const PUNCTUATION = ['{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '...', '=', '|', '&'];
const VALUES = ['on', 'null', 'true', '0', '-1', '1.5', '2147483648', '"x"', '"""b"""', 'DUE', '$n', '{}', '[]'];
const JSON_VALUES = ['null', 'true', '0', '-1', '1.5', '2.0', '2147483648', '"x"', '"DUE"', '[]', '{}', '[null]', '[["a"]]', '{"id":"x"}', '{"mine":true}'];

/** A generator of numbers below a bound, the same for the same seed. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function tokens(query) {
  const lexer = new Lexer(new Source(query));
  const found = [];
  for (let token = lexer.advance(); token.kind !== '<EOF>'; token = lexer.advance()) found.push(query.slice(token.start, token.end));
  return found;
}

function changed(list, bag, roll) {
  const result = [...list];
  for (let times = 1 + roll(2); 0 < times; times -= 1) {
    const at = roll(result.length || 1);
    const other = roll(result.length || 1);
    const changes = [
      () => result.splice(at, 1),
      () => result.splice(at, 0, result[other]),
      () => (result[at] = bag[roll(bag.length)]),
      () => result.splice(at, 0, bag[roll(bag.length)]),
      () => ([result[at], result[other]] = [result[other], result[at]]),
    ];
    changes[roll(changes.length)]();
  }
  return result;
}

/** Replaces one value of the variables, which are JSON. */
function otherVariables(variables, roll) {
  const places = [...variables.matchAll(/(?<=[:[,]\s*)("[^"]*"(?!\s*:)|[\w.+-]+|\{\}|\[\])/g)];
  if (!places.length) return variables;
  const { index, 0: text } = places[roll(places.length)];
  return variables.slice(0, index) + JSON_VALUES[roll(JSON_VALUES.length)] + variables.slice(index + text.length);
}

/** So many requests made of these, which lex. */
export function mutated(requests, count, seed) {
  const roll = dice(seed);
  const texts = requests.map(({ query }) => tokens(query));
  const bag = [...new Set([...texts.flat(), ...PUNCTUATION, ...VALUES])];
  return Array.from({ length: count }, () => {
    const at = roll(requests.length);
    const { variables } = requests[at];
    return variables && roll(2)
      ? { ...requests[at], variables: otherVariables(variables, roll) }
      : { ...requests[at], query: changed(texts[at], bag, roll).join(' ') };
  });
}
