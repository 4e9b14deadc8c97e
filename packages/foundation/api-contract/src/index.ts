export * from './audit/index.ts';
export {
  type Channel,
  type ChannelContract,
  type ChannelLimits,
  type ChannelNotice,
  type ChannelPeer,
  type Conversation,
  channel,
  converse,
  type ReceivedBy,
  type ReceivedMessage,
} from './channel.ts';
export { type CallOptions, type CallTarget, type Client, type ClientOptions, createClient, errorOfProblem } from './client.ts';
export * from './comments/index.ts';
export * from './connections/index.ts';
export * from './connectors/index.ts';
export * from './decisions/index.ts';
export * from './definitions/index.ts';
export * from './events/index.ts';
export * from './exports/index.ts';
export * from './external-actions/index.ts';
export * from './files/index.ts';
export * from './functions/index.ts';
export * from './groups/index.ts';
export * from './human-work/index.ts';
export * from './imports/index.ts';
export * from './long-operations/index.ts';
export * from './members/index.ts';
export * from './open-api/index.ts';
export {
  ByteStream,
  implement,
  isStreamed,
  JsonText,
  type Operation,
  type OperationContract,
  type OperationHandler,
  type OperationPermission,
  type OperationTarget,
  operation,
} from './operation.ts';
export * from './pages/index.ts';
export { pageInput, pageOf } from './paging.ts';
export * from './previews/index.ts';
export * from './processes/index.ts';
export * from './receivers/index.ts';
export * from './records/index.ts';
export * from './roles/index.ts';
export * from './session/index.ts';
export * from './set-up/index.ts';
export * from './settings/index.ts';
export * from './tenants/index.ts';
export * from './tokens/index.ts';
export * from './triggers/index.ts';
export { type Patience, untilReached } from './until-reached.ts';
export * from './webhooks/index.ts';
