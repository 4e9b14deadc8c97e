import { type ActionBody, type Definition, labelFromKey, queriesOf, recordOf } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { Finding, FindingName } from '../finding.ts';
import { type FindComponent, type Part, says, setting, takes } from '../part.ts';

/** Roles of parts that people find by their names. */
const landmarks: ReadonlySet<string> = new Set(['grid', 'list', 'figure', 'form']);

/** Inputs, pictures, tables and buttons of which those who do not see them cannot know what they are. */
export function namesOfParts(definition: Definition, page: string, parts: readonly Part[], component: FindComponent): readonly Finding[] {
  return parts.flatMap((part): Finding[] => {
    const metadata = component(part.component);
    const role = metadata?.ui?.role;
    const lacks = (property: string) => takes(metadata, property) && !says(part, property);
    const found = (finding: FindingName, fix: ActionBody | null): Finding[] => [
      { kind: 'accessibility', finding, record: part.id, about: {}, fix },
    ];
    if (role === 'img') return lacks('description') ? found('no-alternative', null) : [];
    if (metadata?.category === 'input') return lacks('label') ? found('unlabelled', byOwnName(part)) : [];
    const property = landmarks.has(role ?? '') ? nameProperty(metadata) : undefined;
    if (property !== undefined && lacks(property)) return found('unnamed-part', byEntity(definition, page, part, property));
    return isWordless(part, metadata) ? found('no-words', null) : [];
  });
}

function nameProperty(metadata: ComponentMetadata | undefined): string | undefined {
  return ['label', 'title'].find((property) => takes(metadata, property));
}

/** A button or link whose words were taken away; without any it has those of its component. */
function isWordless(part: Part, metadata: ComponentMetadata | undefined): boolean {
  const speaks = metadata?.ui?.role === 'button' || metadata?.ui?.role === 'link';
  return speaks && takes(metadata, 'text') && Object.hasOwn(part.properties, 'text') && !says(part, 'text');
}

function byOwnName(part: Part): ActionBody | null {
  return part.name === undefined ? null : setting(part, 'label', labelFromKey(part.name));
}

/** What it shows or fills in is what it is called after. */
function byEntity(definition: Definition, page: string, part: Part, property: string): ActionBody | null {
  const query = queriesOf(definition, page).find(({ key }) => key === part.properties.query);
  const shown = query?.entity ?? part.properties.entity;
  const entity = typeof shown === 'string' ? (recordOf(definition, 'entity', shown) ?? null) : null;
  if (entity === null) return null;
  return setting(part, property, query === undefined ? entity.label : (entity.labelPlural ?? entity.label));
}
