import { expect, test } from 'vitest';
import { importAsyncApi } from '../asyncapi/import-asyncapi.ts';
import { type OpenConnection, usualLimits } from '../connection.ts';
import type { Connector } from '../connector.ts';
import { speak } from './spoken.ts';

function speakFirst(connector: Connector): unknown {
  const connection: OpenConnection = { id: 'a', connector, address: 'http://a.example', secrets: {}, limits: usualLimits };
  const [name = '', action] = Object.entries(connector.actions)[0] ?? [];
  return action === undefined ? null : speak(connection, name, action, {});
}

test('what is described and not spoken yet says so', () => {
  const notYet = expect.objectContaining({ code: 'connectors.not-callable' });
  const { connector: events } = importAsyncApi('{asyncapi: 2.0.0, channels: {a: {publish: {message: {payload: {}}}}}}');
  expect(() => speakFirst(events)).toThrow(notYet);
});
