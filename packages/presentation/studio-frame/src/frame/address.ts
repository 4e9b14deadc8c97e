/** The branch that every application has. */
export const mainBranch = 'main';

/** Stands in an address between an application and its branch, as no key has it. */
const branchMark = '@';

/** Address of a branch of an application in the Studio. */
export function addressOf(tenant: string, application: string, branch: string = mainBranch): string {
  const place = branch === mainBranch ? application : `${application}${branchMark}${branch}`;
  return `/studio/${encodeURIComponent(tenant)}/${place.split(branchMark).map(encodeURIComponent).join(branchMark)}`;
}

/** Reads the part of an address that names an application and, where it is not main, a branch. */
export function placeOfAddress(part: string): { readonly application: string; readonly branch: string } {
  const [application = '', branch = ''] = part.split(branchMark);
  return { application, branch: branch === '' ? mainBranch : branch };
}
