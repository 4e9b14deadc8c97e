import { expect, test } from 'vitest';
import { documentOf } from './by-hand.ts';

test('requests become a document, those of one path together', () => {
  const requests = [
    { name: 'account', method: 'GET', path: '/accounts/{id}?page&size=10' },
    { name: 'change', method: 'PUT', path: 'accounts/{id}' },
  ] as const;
  expect(JSON.parse(documentOf('Bank', 'https://bank.example', requests, 'key', 'X-Key'))).toMatchObject({
    info: { title: 'Bank' },
    servers: [{ url: 'https://bank.example' }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    paths: {
      '/accounts/{id}': {
        get: { operationId: 'account', parameters: [{ name: 'id', in: 'path' }, { name: 'page', in: 'query' }, { name: 'size' }] },
        put: { operationId: 'change', requestBody: { content: { 'application/json': {} } } },
      },
    },
  });
  expect(JSON.parse(documentOf('Open', 'https://a.example', [], 'none', ''))).not.toHaveProperty('security');
});
