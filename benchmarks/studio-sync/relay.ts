import { WebSocketServer } from 'ws';

/** The floor: what one says, all others hear. Nothing is checked, ordered or kept. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const other of server.clients) if (other !== socket) other.send(String(data));
  });
});
server.on('listening', () => process.send?.(`ws://127.0.0.1:${(server.address() as { port: number }).port}`));
process.once('disconnect', () => process.exit());
