import { httpRefusals } from './refusals.ts'

/** The ETag of something whose row carries a version. */
export function etagOf(version: number): string {
  return `"v${version}"`
}

/**
 * Makes sure that the caller edits what is there now.
 * @throws Refusal version_needed without If-Match, version_outdated when it names another version
 */
export function expectVersion(ifMatch: string | undefined, current: number): void {
  if (ifMatch === undefined) throw httpRefusals.versionNeeded()
  const named = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (!named.includes(etagOf(current)) && !named.includes('*')) throw httpRefusals.versionOutdated(current)
}
