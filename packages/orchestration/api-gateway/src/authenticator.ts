import type { OperationContract } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';

/** What a request shows of itself before anybody has looked at who it is. */
export interface PresentedRequest {
  /** From the path; null where the address names no tenant. */
  readonly tenantKey: string | null;
  readonly environmentKey: string | null;
  readonly sessionToken: string | null;
  readonly apiToken: string | null;
  readonly trace: string;
  readonly locale: string;
  /** Address the request came from, for lockout and audit. */
  readonly remoteAddress: string;
  readonly signal: AbortSignal;
}

/** Port: turns what a request presents into a context, and says whether an operation is allowed at all. */
export interface Authenticator {
  /** Throws where a tenant or environment does not exist or a token is not valid; without any token the actor is anonymous. */
  authenticate(presented: PresentedRequest): RequestContext | Promise<RequestContext>;
  /** Throws where the actor may not call the operation. */
  authorize(context: RequestContext, contract: Pick<OperationContract, 'permission' | 'scope' | 'samples'>): void;
}
