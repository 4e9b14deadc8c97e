import type { ImportRecord } from '@plinth/app-definition';
import type { Database, Transaction } from '@plinth/database';
import type { Permissions } from '../access/access.ts';
import type { ApplicationModel } from '../model/entity-model.ts';
import type { TallyState } from './import-report.ts';

/** Where a file goes, and on whose behalf. */
export interface ImportTarget {
  readonly database: Database;
  readonly model: ApplicationModel;
  readonly permissions: Permissions;
  /** The mapping; null: columns are called like fields. */
  readonly import: ImportRecord | null;
  /** Key of the entity; that of the mapping where absent. */
  readonly entity?: string;
  /** Fields that identify a record; those of the mapping where absent. */
  readonly matchBy?: readonly string[];
  /** Reference field to the field of its target by which it is found; those of the mapping where absent. */
  readonly lookups?: Readonly<Record<string, string>>;
}

export interface ImportOptions {
  /** Look at so many rows and change nothing. */
  readonly preview?: number;
  /** Do everything and keep nothing. */
  readonly dryRun?: boolean;
  /** Keep nothing unless every row is good; where absent `onError` of the mapping decides. */
  readonly allOrNothing?: boolean;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Told after each batch; where everything is one transaction too. */
  readonly onBatch?: () => void;
  /** Rows of the file that were dealt with before, and what became of them. */
  readonly from?: TallyState;
  /** Called within the transaction of each batch that will be kept. */
  readonly keep?: (transaction: Transaction, state: TallyState) => Promise<void>;
}
