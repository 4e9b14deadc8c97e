import type { ComponentMetadata } from '@plinth/component-contract';

/** Valid metadata of a logic component, every part of which can be replaced. */
export function testComponent(id: string, version: string, parts: Partial<ComponentMetadata> = {}): ComponentMetadata {
  return {
    id,
    type: 'logic',
    version,
    schema: { type: 'object' },
    implementation: `builtin:${id}`,
    dependencies: {},
    compatibility: { platform: '>=0.1.0' },
    title: id,
    description: 'For tests.',
    category: 'logic',
    icon: 'box',
    accessibility: '',
    ...parts,
  };
}
