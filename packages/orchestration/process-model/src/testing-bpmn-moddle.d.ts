/** What the tests use of bpmn-moddle, which declares no types. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    fromXML(text: string): Promise<{ readonly rootElement: object; readonly warnings: readonly { readonly message: string }[] }>;
    toXML(rootElement: object): Promise<{ readonly xml: string }>;
  }
}
