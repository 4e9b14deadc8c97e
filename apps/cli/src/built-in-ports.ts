import type { ValidationPorts } from '@plinth/app-definition';

/** What a platform checks before publishing, with the components that come with Plinth; loaded for the commands that check. */
export async function builtInPorts(): Promise<ValidationPorts> {
  const [{ knownComponents, meaningCheck }, { decisionCompiler }, { checkProcesses }, { uiManifests }] = await Promise.all([
    import('@plinth/app-host'),
    import('@plinth/decisions'),
    import('@plinth/processes'),
    import('@plinth/ui-components/manifests'),
  ]);
  return {
    componentIds: new Set(uiManifests.map(({ id }) => id)),
    checkMeaning: meaningCheck(knownComponents(uiManifests), decisionCompiler(), checkProcesses),
  };
}
