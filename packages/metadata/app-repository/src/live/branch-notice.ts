/** Channel on which servers tell one another that the log of a branch grew. */
export const branchChannel = 'plinth_branch';

/** Channel on which servers tell one another that something changed among the comments of a branch; the payload is its id. */
export const commentChannel = 'plinth_comment';

/** That a log grew. What it grew by, whoever may read it fetches. */
export interface BranchNotice {
  readonly branch: string;
  readonly position: number;
  /** Name of the server that added to it. */
  readonly server: string;
}

export function writeBranchNotice({ branch, position, server }: BranchNotice): string {
  return `${branch} ${position} ${server}`;
}

/** Reads what {@link writeBranchNotice} wrote. */
export function readBranchNotice(text: string): BranchNotice {
  const [branch = '', position = '', server = ''] = text.split(' ');
  return { branch, position: Number(position), server };
}
