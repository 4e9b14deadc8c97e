import type { Problem, RequestContext } from '@plinth/foundation';
import type { Static, TObject, TSchema } from 'typebox';
import type { OperationContract, OperationPermission, OperationTarget } from './operation.ts';

/** One kind of message that a channel takes. */
export interface ReceivedMessage {
  /** Everything beside `type`. */
  readonly schema: TObject;
  /** The operation that the message is, with its permission and scope; absent: what opened the channel suffices. */
  readonly operation?: OperationContract;
}

/** How much one connection may ask of the server. */
export interface ChannelLimits {
  readonly messageBytes: number;
  /** On average; twice as many at once. */
  readonly messagesPerSecond: number;
  /** Connections of one member to one server. */
  readonly connectionsPerMember: number;
  /** What may wait for a reader before it is cut off and has to join anew. */
  readonly waitingBytes: number;
}

/** A conversation over a WebSocket as the API shows it: messages are JSON objects that say what they are in `type`. Pure data. */
export interface ChannelContract<
  Received extends Readonly<Record<string, ReceivedMessage>> = Readonly<Record<string, ReceivedMessage>>,
  Sent extends TSchema = TSchema,
> {
  readonly id: string;
  readonly summary: string;
  readonly path: string;
  readonly received: Received;
  readonly sent: Sent;
  readonly permission: OperationPermission;
  /** The scope an API token needs to open it. */
  readonly scope: string;
  /** As that of an operation. */
  readonly samples?: true;
  readonly limits: ChannelLimits;
}

/** A message of a channel's caller. */
export type ReceivedBy<Contract extends ChannelContract> = {
  [Type in keyof Contract['received'] & string]: { readonly type: Type } & Static<Contract['received'][Type]['schema']>;
}[keyof Contract['received'] & string];

/** What every channel may say beside its own: that it is there, and what is wrong. After some problems it ends, with 4000 and the status as code. */
export type ChannelNotice =
  | { readonly type: 'beat' }
  /** `request` is that of the message which could not be done, where it had one. */
  | { readonly type: 'problem'; readonly request?: number; readonly problem: Problem };

/** One caller of a channel, as its handler sees them. */
export interface ChannelPeer<Contract extends ChannelContract> {
  /** Sends a message, or nothing where the caller is gone. Never waits: who does not read is cut off. One object for several is written once, so it must not change. */
  send(message: Static<Contract['sent']>): void;
}

/** What a handler keeps of one connection. Messages come one after the other. */
export interface Conversation<Contract extends ChannelContract> {
  /** Rejects with what is wrong; the caller is told and the conversation goes on. */
  receive(context: RequestContext, message: ReceivedBy<Contract>): Promise<void>;
  /** The connection is gone. */
  ended(): void;
}

/** A contract with what talks; packages give it to the gateway. */
export interface Channel {
  readonly contract: ChannelContract;
  readonly open: (context: RequestContext, target: OperationTarget, peer: ChannelPeer<never>) => Conversation<never>;
}

/** Fixes the types of a channel. */
export function channel<const Received extends Readonly<Record<string, ReceivedMessage>>, const Sent extends TSchema>(
  contract: ChannelContract<Received, Sent>,
): ChannelContract<Received, Sent> {
  return contract;
}

/** Joins a contract and what talks. */
export function converse<Contract extends ChannelContract>(
  contract: Contract,
  open: (context: RequestContext, target: OperationTarget, peer: ChannelPeer<Contract>) => Conversation<Contract>,
): Channel {
  return { contract, open: open as unknown as Channel['open'] };
}
