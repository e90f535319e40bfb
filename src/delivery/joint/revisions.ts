import { expectVersion } from '../../platform/http/index.ts'
import { Refusal } from '../../platform/refusal.ts'

/**
 * As `expectVersion`, but the refusal of an outdated edit carries what stands now, so that the page can show both texts.
 * @throws Refusal version_needed, or what `outdated` makes
 */
export function expectRevision(ifMatch: string | undefined, current: number, outdated: () => Refusal): void {
  try {
    expectVersion(ifMatch, current)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'version_outdated' ? outdated() : error
  }
}
