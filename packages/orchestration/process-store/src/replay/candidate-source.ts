import type { Definition } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';

/** What a process is to be tried by before it runs. */
export interface Candidate {
  readonly version?: string | undefined;
  /** At its end. */
  readonly branch?: string | undefined;
}

/** Port: definitions that need not be released. Throws where there is none, and where the context's actor may not read it. */
export type CandidateSource = (context: RequestContext, application: string, candidate: Candidate) => Promise<Definition>;
