import type { ComponentResolver } from '@plinth/app-repository';
import { type ComponentRegistry, createRegistry, memoryComponentStore } from '@plinth/component-registry';
import { PlinthError } from '@plinth/foundation';
import { uiManifests } from '@plinth/ui-components/manifests';

/** The registry with the built-in components, which come in by the same door as anybody's. */
export async function builtInComponents(platformVersion: string): Promise<ComponentRegistry> {
  const registry = await createRegistry({ store: memoryComponentStore(), platformVersion });
  for (const manifest of uiManifests) await registry.publish(manifest);
  return registry;
}

/** The registry as the repository asks it. What is published runs with the versions that were asked for, or is not published. */
export function componentResolver(registry: ComponentRegistry): ComponentResolver {
  return {
    componentIds: async () => new Set(registry.list().map(({ metadata }) => metadata.id)),
    async resolve(_context, requested) {
      const requests = Object.fromEntries([...requested].map(([id, ranges]) => [id, ranges.length === 0 ? '*' : ranges.join(' ')]));
      try {
        const { lock } = registry.resolve(requests, { onConflict: 'refuse' });
        return { versions: Object.fromEntries(Object.entries(lock).map(([id, { version }]) => [id, version])), problems: [] };
      } catch (error) {
        if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
        const { violations = [{ path: '', message: error.message }] } = error.details;
        const problems = violations.map(({ path, message }) => ({ component: path.slice(1), message, hint: error.hint }));
        return { versions: {}, problems };
      }
    },
  };
}
