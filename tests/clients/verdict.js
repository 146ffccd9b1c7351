// What graphql-js says of a request, and what the gateway says of it, in the same words: `accepted`, or the step at which
// it is refused: `parse`, `validation`, `operation`, `variables`.

import { getOperationAST, getVariableValues, parse, validate } from 'graphql';

/** The verdict of graphql-js. */
export function reference(schema, { query, operationName, variables }) {
  let document;
  try {
    document = parse(query);
  } catch {
    return 'parse';
  }
  if (validate(schema, document).length) return 'validation';
  const operation = getOperationAST(document, operationName);
  if (!operation) return 'operation';
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], JSON.parse(variables ?? '{}'));
  return errors ? 'variables' : 'accepted';
}

/** Whether an operation or a variable of the document has a description, as only the newest specification allows. */
export function isDescribed({ query }) {
  try {
    return parse(query).definitions.some((it) => it.description || it.variableDefinitions?.some((variable) => variable.description));
  } catch {
    return false;
  }
}

const STEPS = {
  GRAPHQL_PARSE_FAILED: 'parse',
  GRAPHQL_VALIDATION_FAILED: 'validation',
  OPERATION_RESOLUTION_FAILURE: 'operation',
  BAD_USER_INPUT: 'variables',
};

/** The verdict of the gateway, whose answer must be of the form that the verdict asks for. */
export async function ofGateway(url, token, { query, operationName, variables }) {
  // The variables go as they are written: 1.0 is not to become 1 on the way.
  const body = `{"query":${JSON.stringify(query)},"operationName":${JSON.stringify(operationName ?? null)},"variables":${variables ?? null}}`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization: `Bearer ${token}` },
    body,
  });
  const answer = await response.json();
  if ('data' in answer) return response.status === 200 ? 'accepted' : `data with status ${response.status}`;
  const { code } = answer.errors[0].extensions;
  return response.status === 400 && code in STEPS ? STEPS[code] : `${response.status} ${code}`;
}
