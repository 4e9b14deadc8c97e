import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CoreBanking } from './core-banking.ts';
import { addSampleAccounts } from './sample-accounts.ts';
import { protoFile, serve, serviceName } from './serve.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '50051' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: join(process.cwd(), 'core-banking-data') },
    accounts: { type: 'string', default: '400' },
    delay: { type: 'string', default: '0' },
    'fail-every': { type: 'string', default: '0' },
  },
});

const bank = new CoreBanking(values.data);
if (bank.accounts().length === 0) addSampleAccounts(bank, Number(values.accounts));
const server = await serve(bank, {
  port: Number(values.port),
  host: values.host,
  delay: Number(values.delay),
  failEvery: Number(values['fail-every']),
});
console.log(`${serviceName} answers at ${values.host}:${server.port}; its contract is ${protoFile}, its records are in ${values.data}.`);

const stop = async () => {
  await server.stop();
  bank.close();
  // A connection that somebody left open, and says nothing on, is no reason to stay.
  process.exit();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
