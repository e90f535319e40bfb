import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { SITING_RULES_VERSION } from '../rules/sitingRules.ts'
import type { NewSiting, SitingResult } from '../schemas/siting.ts'
import { assessApart } from './assessApart.ts'
import {
  featuresOn,
  jurisdictionsOf,
  layersAsked,
  nearestOf,
  openConflictsOn,
  type StoredFeature,
  unknownGround,
} from './ground.ts'
import { type Site, shapeOfSite, siteOf } from './site.ts'
import { expectChecker } from './store.ts'

/** What the database says of a site, before it is measured. */
interface Ground {
  site: Site
  features: StoredFeature[]
  facts: Pick<SitingResult, 'unknown' | 'nearest' | 'conflicts' | 'layers' | 'revisions'>
  /** Layers that its conflicts name. */
  between: string[]
  jurisdictions: SitingResult['site']['jurisdictions']
}

/**
 * What stands on a site and what that permits, as the actor sees it, as of a day and as known at a moment.
 * @throws Refusal siting_site_invalid, siting_area_buffered, siting_too_large, siting_unmeasured
 */
export async function checkSite(
  database: DatabaseHandle,
  actor: Actor,
  asked: NewSiting,
  now: Date,
  today: string,
): Promise<{ site: Site; result: SitingResult }> {
  const times = { asOf: asked.asOf ?? today, knownAt: asked.knownAt }
  const { site, features, facts, between, jurisdictions } = await database.asActor(actor, (trx) =>
    groundOf(trx, asked, times),
  )
  const { verdict, touched, rules } = await assessApart({ site: site.wkb, features, unknown: facts.unknown })
  const { stations, waterSources } = facts.nearest
  const named = new Set([...between, ...[...touched, ...stations, ...waterSources].map((one) => one.layerId)])
  const layers = facts.layers.filter(({ id }) => named.has(id))
  const { kind = 'drawn', label = '', projectId = null } = asked.source ?? {}
  return {
    site,
    result: {
      verdict,
      asOf: times.asOf,
      knownAt: asked.knownAt ?? now.toISOString(),
      rulesVersion: SITING_RULES_VERSION,
      hasSample: layers.some(({ isSample }) => isSample),
      site: {
        geometry: site.geometry,
        shape: shapeOfSite(site.geometry),
        ...{ areaM2: site.areaM2, lengthM: site.lengthM, bbox: site.bbox, bufferM: asked.bufferM ?? null },
        source: { kind, label, projectId },
        jurisdictions,
      },
      ...{ touched, rules: rules.map((rule) => ({ ...rule })), ...facts, layers },
    },
  }
}

async function groundOf(
  trx: Trx,
  { geometry, bufferM }: NewSiting,
  times: { asOf: string; knownAt: string | undefined },
): Promise<Ground> {
  await expectChecker(trx)
  const site = await siteOf(trx, geometry, bufferM)
  const features = await featuresOn(trx, site, times)
  const unknown = await unknownGround(trx, site, times)
  const stations = await nearestOf(trx, 'station', site, times)
  const waterSources = await nearestOf(trx, 'water_source', site, times)
  const { conflicts, between } = await openConflictsOn(trx, site)
  const named = [...between, ...[...features, ...stations, ...waterSources].map(({ layerId }) => layerId)]
  const asked = await layersAsked(trx, [...new Set(named)], times)
  return {
    site,
    features,
    facts: { unknown, nearest: { stations, waterSources }, conflicts, ...asked },
    between,
    jurisdictions: await jurisdictionsOf(trx, site),
  }
}
