/** Channel on which servers tell one another that the log of a branch grew. */
export const branchChannel = 'plinth_branch';

/** That a log grew. What it grew by, whoever may read it fetches. */
export interface BranchNotice {
  readonly branch: string;
  readonly position: number;
}

export function writeBranchNotice({ branch, position }: BranchNotice): string {
  return `${branch} ${position}`;
}

/** Reads what {@link writeBranchNotice} wrote. */
export function readBranchNotice(text: string): BranchNotice {
  const [branch = '', position = ''] = text.split(' ');
  return { branch, position: Number(position) };
}
