/** What of bpmnlint, which has no types, the tests use. */
declare module 'bpmnlint' {
  export class Linter {
    constructor(options: { readonly config: object; readonly resolver: unknown });
    lint(root: unknown): Promise<Readonly<Record<string, readonly { readonly id: string; readonly message: string }[]>>>;
  }
}
declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  export default class NodeResolver {}
}
