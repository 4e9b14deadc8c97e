import fastify from 'fastify';
import { ask, bare, type ListQuery, type NewItem, pool, tenant } from './record-rows.ts';

/** The least that answers: no caller, no tenant, no schema, no ETag. */
const server = fastify();

server.get<{ Params: { id: string } }>('/items/:id', async (request, reply) => {
  const [row] = await ask('get', bare.get, [request.params.id]);
  return row ?? reply.code(404).send({ code: 'not-found' });
});

server.get<{ Querystring: ListQuery }>('/items', async (request) => ({
  items: await ask('list', bare.list, [request.query.status, request.query.stars]),
}));

server.post<{ Body: NewItem }>('/items', async (request, reply) => {
  const { name, stars, amount, status, openedOn } = request.body;
  const [row] = await ask('insert', bare.insert, [name, stars, amount, status, openedOn, tenant]);
  return reply.code(201).send(row);
});

process.send?.(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('disconnect', async () => {
  await server.close();
  await pool.end();
});
