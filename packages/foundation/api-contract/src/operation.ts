import type { RequestContext } from '@plinth/foundation';
import type { Static, TObject, TSchema } from 'typebox';
import type { SessionEnded, SessionGranted } from './session/session-change.ts';

/**
 * Who may call an operation at all; the handler decides about single things.
 * `anyone` also without signing in; `application` leaves it to the roles and permissions of the application.
 */
export type OperationPermission = 'anyone' | 'application' | 'member' | 'maker' | 'administrator' | 'platform';

/** One capability as the API shows it. Pure data: schemas and names, no behaviour. */
export interface OperationContract<Input extends TObject = TObject, Output extends TSchema = TSchema> {
  /** `records.update`: capability, dot, camelCase verb. The one name to search for. */
  readonly id: string;
  /** One sentence for the API's readers. */
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/{tenant}/members/{member}`; every name in braces is a property of `input`, apart from tenant, environment and application, which are in the context or the handler's target. */
  readonly path: string;
  /**
   * Everything the handler gets, flat. Properties named in the path come from there; with GET and DELETE the rest comes
   * from the query string, with other methods from the body, apart from those named in `query`, `headers` and `body`.
   */
  readonly input: Input;
  /** Properties of `input` that stand in the query string though the method has a body. */
  readonly query?: readonly (keyof Static<Input> & string)[];
  /** Property of `input` to header name: `{ ifMatch: 'if-match' }`. */
  readonly headers?: Readonly<Partial<Record<keyof Static<Input> & string, string>>>;
  /** The property of `input` that is the whole body. With `'stream'` as its schema's format the body is not parsed but handed over as an async iterable of bytes. */
  readonly body?: keyof Static<Input> & string;
  readonly output: Output;
  /** HTTP status of success; 200 where absent, 204 where the output is null. */
  readonly status?: 200 | 201 | 202 | 204;
  /** The output property whose value becomes the `ETag`. */
  readonly etag?: string;
  readonly permission: OperationPermission;
  /** The scope an API token needs; one of several. */
  readonly scope: string | readonly string[];
  /** Whether sending it twice does it twice: `safe` changes nothing, `idempotent` by nature, `key` with an `Idempotency-Key` header, `none`. */
  readonly idempotency: 'safe' | 'idempotent' | 'key' | 'none';
  /** Codes of the errors that callers should expect, beyond those of every operation. */
  readonly errors: readonly string[];
  /** Whether it may be done where a draft is shown with sample data: it reads and writes nothing but the records there. */
  readonly samples?: true;
  /** Largest body in bytes; the gateway's default where absent. */
  readonly bodyLimit?: number;
}

/** Whether an operation takes its body as a stream of bytes. */
export function isStreamed(contract: OperationContract): boolean {
  if (contract.body === undefined) return false;
  const schema = contract.input.properties[contract.body] as { format?: string } | undefined;
  return schema?.format === 'stream';
}

/** Fixes the types of a contract. */
export function operation<const Input extends TObject, const Output extends TSchema>(
  contract: OperationContract<Input, Output>,
): OperationContract<Input, Output> {
  return contract;
}

/** An output that is JSON text already (PostgreSQL wrote it), so that nobody parses and prints it again. */
export class JsonText {
  readonly text: string;
  /** Value of the `ETag` header, without quotes. */
  readonly etag: string | undefined;
  /** Further response headers, such as `Link`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(text: string, etag?: string, headers: Readonly<Record<string, string>> = {}) {
    this.text = text;
    this.etag = etag;
    this.headers = headers;
  }
}

/** An output that is bytes: a file, an export. Always sent as an attachment, `nosniff`. */
export class ByteStream {
  readonly contentType: string;
  readonly fileName: string;
  /** Read only where they are sent. */
  readonly bytes: AsyncIterable<Uint8Array | string>;
  readonly length: number | undefined;
  /** Value of the `ETag` header, without quotes; who has it already is spared the bytes. */
  readonly etag: string | undefined;
  /** Bytes `start` to `end`, both included, of what is the same as long as the `ETag` is; absent: it is had as a whole only. */
  readonly part: ((start: number, end: number) => AsyncIterable<Uint8Array>) | undefined;

  constructor(
    contentType: string,
    fileName: string,
    bytes: AsyncIterable<Uint8Array | string>,
    known: { readonly length?: number; readonly etag?: string; readonly part?: NonNullable<ByteStream['part']> } = {},
  ) {
    this.contentType = contentType;
    this.fileName = fileName;
    this.bytes = bytes;
    this.length = known.length;
    this.etag = known.etag;
    this.part = known.part;
  }
}

/** What the path says beside the input: which application is meant. */
export interface OperationTarget {
  /** Key of the application in the path; empty where the path has none. */
  readonly application: string;
}

/** What does an operation. It knows nothing of HTTP. */
export type OperationHandler<Contract extends OperationContract> = (
  context: RequestContext,
  input: Static<Contract['input']>,
  target: OperationTarget,
) => Promise<
  Static<Contract['output']> | JsonText | ByteStream | SessionGranted<Static<Contract['output']>> | SessionEnded<Static<Contract['output']>>
>;

/** A contract with its handler; what packages give to the gateway. */
export interface Operation {
  readonly contract: OperationContract;
  readonly handle: (context: RequestContext, input: never, target: OperationTarget) => Promise<unknown>;
}

/** Joins a contract and its handler. */
export function implement<Contract extends OperationContract>(contract: Contract, handle: OperationHandler<Contract>): Operation {
  return { contract, handle: handle as Operation['handle'] };
}
