import semver from 'semver';
import type { Catalogue } from './catalogue.ts';

/** Which versions of a component run on which versions of the platform. */
export interface ComponentCompatibility {
  readonly component: string;
  /** Newest version of the component that runs on each platform version; null: none does. */
  readonly newest: Readonly<Record<string, string | null>>;
  /** Newest first. */
  readonly versions: readonly { readonly version: string; readonly platforms: readonly string[] }[];
}

/** The report over all components, by id. */
export function compatibilityMatrix(catalogue: Catalogue, platformVersions: readonly string[]): ComponentCompatibility[] {
  return [...catalogue.ids].sort().map((component) => {
    const sorted = [...catalogue.versions(component)].sort((a, b) => semver.rcompare(a.version, b.version));
    const versions = sorted.map(({ version, platform }) => ({
      version: version.raw,
      platforms: platformVersions.filter((each) => platform.test(each)),
    }));
    const newest = platformVersions.map(
      (each) => [each, versions.find(({ platforms }) => platforms.includes(each))?.version ?? null] as const,
    );
    return { component, newest: Object.fromEntries(newest), versions };
  });
}
