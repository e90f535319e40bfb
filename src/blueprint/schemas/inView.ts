import { type Static, Type } from 'typebox'
import { closed, cursorOf, listOf, listQuery, nullableText, Uuid } from '../../platform/http/index.ts'
import { BboxText, Feature, Times } from './features.ts'
import { Kind } from './layers.ts'

export const IN_VIEW_PLACE = cursorOf('features-in-view', 'text', 'text', 'integer')

const Filter = {
  bbox: BboxText,
  layers: Type.Optional(Type.Array(Uuid, { maxItems: 200, description: 'only of these; else of all that you see' })),
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line', description: 'part of the name or key' })),
  ...Times,
}
export const InViewFilter = Type.Object(Filter, closed)
export type InViewFilter = Static<typeof InViewFilter>
export const InViewQuery = Type.Object({ ...listQuery(IN_VIEW_PLACE), ...Filter }, closed)
export type InViewQuery = Static<typeof InViewQuery>

/** A feature in a list of what a map shows: what it is, how large, and a place on it. */
export const InView = Type.Object({
  id: Feature.properties.id,
  key: Type.String(),
  name: Type.String(),
  class: nullableText(),
  kind: Kind,
  layerId: Uuid,
  layerName: Type.String(),
  areaM2: Feature.properties.areaM2,
  lengthM: Feature.properties.lengthM,
  bbox: Feature.properties.bbox,
  at: Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'a place on it: longitude, latitude' }),
  validFrom: Feature.properties.validFrom,
  validTo: Feature.properties.validTo,
})
export type InView = Static<typeof InView>
export const InViewList = listOf(InView)
export type InViewList = Static<typeof InViewList>
