export { CoreBanking } from './core-banking.ts';
export { addSampleAccounts } from './sample-accounts.ts';
export { protoFile, type RunningServer, type ServeOptions, serve, serviceClient, serviceName } from './serve.ts';
