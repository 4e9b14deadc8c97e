import { hash } from 'node:crypto';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { ask, careful, type ListQuery, type NewItem, pool, tenant } from './record-rows.ts';

/** What a careful author writes by hand: a token's hash looked up, the tenant in each statement, schemas and an ETag. */
const tenants = new Map([[hash('sha256', process.env.FLOOR_TOKEN ?? '', 'base64'), tenant]]);
const server = fastify();

const item = {
  type: 'object',
  required: ['id', 'version', 'name', 'stars', 'amount', 'status', 'openedOn'],
  properties: {
    id: { type: 'string' },
    version: { type: 'integer' },
    name: { type: 'string' },
    stars: { type: 'integer' },
    amount: { type: 'string' },
    status: { type: 'string' },
    openedOn: { type: 'string' },
  },
} as const;
const newItem = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'stars', 'amount', 'status', 'openedOn'],
  properties: {
    name: { type: 'string', maxLength: 200 },
    stars: { type: 'integer', minimum: 0, maximum: 5 },
    amount: { type: 'string' },
    status: { enum: ['open', 'paid', 'late', 'void'] },
    openedOn: { type: 'string', format: 'date' },
  },
} as const;

server.decorateRequest('tenantId', '');
server.addHook('onRequest', async (request: FastifyRequest & { tenantId?: string }, reply: FastifyReply) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  const known = tenants.get(hash('sha256', token, 'base64'));
  if (known === undefined) return reply.code(401).send({ code: 'unauthenticated' });
  request.tenantId = known;
});

const tenantOf = (request: FastifyRequest) => (request as FastifyRequest & { tenantId: string }).tenantId;

server.get<{ Params: { id: string } }>(
  '/items/:id',
  { schema: { params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } }, response: { 200: item } } },
  async (request, reply) => {
    const [row] = await ask<{ version: number }>('get', careful.get, [request.params.id, tenantOf(request)]);
    if (row === undefined) return reply.code(404).send({ code: 'not-found' });
    const etag = `"${row.version}"`;
    reply.header('etag', etag);
    return request.headers['if-none-match'] === etag ? reply.code(304).send() : row;
  },
);

server.get<{ Querystring: ListQuery }>(
  '/items',
  {
    schema: {
      querystring: { type: 'object', properties: { status: { type: 'string' }, stars: { type: 'integer' } } },
      response: { 200: { type: 'object', properties: { items: { type: 'array', items: item } } } },
    },
  },
  async (request) => ({ items: await ask('list', careful.list, [request.query.status, request.query.stars, tenantOf(request)]) }),
);

server.post<{ Body: NewItem }>('/items', { schema: { body: newItem, response: { 201: item } } }, async (request, reply) => {
  const { name, stars, amount, status, openedOn } = request.body;
  const [row] = await ask<{ version: number }>('insert', careful.insert, [name, stars, amount, status, openedOn, tenantOf(request)]);
  reply.header('etag', `"${row?.version}"`);
  return reply.code(201).send(row);
});

process.send?.(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('disconnect', async () => {
  await server.close();
  await pool.end();
});
