export type { JsonSchema } from '@plinth/json-schema';
export type {
  Binding,
  Channel,
  ChannelBinding,
  ContentForm,
  GraphqlBinding,
  GrpcBinding,
  HttpBinding,
  HttpBody,
  HttpParameter,
  ParameterStyle,
  SoapBinding,
  SystemBinding,
} from './binding.ts';
export type { CallAnswer } from './call/call.ts';
export { channelSchemes, channelSystem } from './call/channel-request.ts';
export { type CallOptions, ConnectorCalls, type HowToCall } from './call/connector-calls.ts';
export type { Conversation } from './call/conversation.ts';
export type { GateState } from './call/gate.ts';
export type { SaidRequest } from './call/said-request.ts';
export { type CallLimits, type CredentialSecret, type OpenConnection, secretTexts, usualLimits } from './connection.ts';
export type {
  Action,
  AddressParameter,
  Connector,
  Credential,
  Effect,
  OAuthFlow,
  Server,
  ServerVariable,
  Trigger,
  TriggerBinding,
} from './connector.ts';
export type { ReadBeside } from './document/document-set.ts';
export { connectorErrors } from './errors.ts';
export { type ActionTypes, actionTypes, feelType } from './feel-types.ts';
export { formats, type Import } from './formats.ts';
export { type Imported, typesUsedBy } from './imported.ts';
export { memberAt, nextPage, type Page, type Paging } from './paging.ts';
export { peerAt, trustOf, unknownParameters } from './peer.ts';
export { reflectGrpc } from './proto/reflection/reflect-grpc.ts';
export type { ImportReport, OperationReport, Outcome, TypeReport } from './report.ts';
export type { SystemRequest, SystemSpeaker } from './system-speaker.ts';
export { ConnectorTriggers, triggersOf } from './triggers/connector-triggers.ts';
export { jsonOrProblem } from './triggers/json-or-problem.ts';
export type { Heard, HearRequest, SystemListener, Take } from './triggers/system-listener.ts';
