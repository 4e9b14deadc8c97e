import { childNamed, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import { bpmnNamespace } from '../xml/bpmn-document.ts';
import { readOfVendors, vendors } from '../xml/vendor-extensions.ts';
import type { Report } from './report.ts';

/** What other engines would do beyond BPMN, and is not done here: an attribute or extension element without effect is told of. */
export function checkVendors({ root }: XmlDocument, report: Report): void {
  const prefixes = new Map(
    Object.entries(root.attributes).flatMap(([name, value]) =>
      name.startsWith('xmlns:') && Object.hasOwn(vendors, value) ? [[name.slice(6), value] as const] : [],
    ),
  );
  const visit = (element: XmlElement) => {
    if (element.namespace === bpmnNamespace && element.name !== 'extensionElements') {
      const ignored = [...attributesOf(element, prefixes), ...extensionsOf(element)];
      if (ignored.length > 0)
        report.at(
          element,
          'warning',
          'ignored',
          `${[...new Set(ignored)].join(', ')} ${ignored.length === 1 ? 'is' : 'are'} of another engine and ${ignored.length === 1 ? 'has' : 'have'} no effect`,
        );
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
}

function attributesOf({ attributes }: XmlElement, prefixes: ReadonlyMap<string, string>): string[] {
  return Object.keys(attributes).filter((name) => {
    const [prefix = '', local] = name.split(':');
    const vendor = local === undefined || prefix === 'xmlns' ? undefined : vendors[prefixes.get(prefix) ?? ''];
    return vendor !== undefined && !readOfVendors[vendor].has(local ?? '');
  });
}

function extensionsOf(element: XmlElement): string[] {
  const extensions = childNamed(element, 'extensionElements')?.children ?? [];
  return extensions.flatMap(({ namespace, prefix, name }) => {
    const vendor = vendors[namespace];
    return vendor === undefined || readOfVendors[vendor].has(name) ? [] : [prefix === '' ? name : `${prefix}:${name}`];
  });
}
