import { type Static, Type } from 'typebox'
import { closed, nullable, Uuid } from '../../../platform/http/index.ts'
import { ids, Revision, Rotation, Title, UnitRef } from './common.ts'

export const Tier = Type.Object({
  id: Uuid,
  position: Type.Integer(),
  name: Type.String(),
  answerDays: nullable(Type.Integer({ description: 'working days; null: nothing rises from here by itself' })),
  rotation: Rotation,
  hosts: Type.Array(UnitRef),
  members: Type.Array(UnitRef),
  waiting: Type.Integer({ description: 'open matters that stand here and that the caller may see' }),
})
export type Tier = Static<typeof Tier>

export const Ladder = Type.Object({
  id: Uuid,
  revision: Revision,
  cluster: Type.Object({ id: Type.String(), name: Type.String() }),
  owner: UnitRef,
  name: Type.String(),
  source: Type.String(),
  tiers: Type.Array(Tier),
})
export type Ladder = Static<typeof Ladder>
export const LadderList = Type.Object({ items: Type.Array(Ladder) })
export type LadderList = Static<typeof LadderList>

export const TierInput = Type.Object(
  {
    id: Type.Optional(Uuid),
    name: Title,
    answerDays: nullable(Type.Integer({ minimum: 1, maximum: 250 })),
    rotation: Rotation,
    hosts: ids(60, 1),
    members: ids(200),
  },
  closed,
)
export type TierInput = Static<typeof TierInput>
export const LadderInput = Type.Object(
  {
    name: Title,
    source: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })),
    tiers: Type.Array(TierInput, { minItems: 1, maxItems: 9 }),
  },
  closed,
)
export type LadderInput = Static<typeof LadderInput>
export const NewLadder = Type.Object(
  { clusterId: Type.String({ maxLength: 100, format: 'line' }), ...LadderInput.properties },
  closed,
)
export type NewLadder = Static<typeof NewLadder>

export const LadderPresets = Type.Object({
  items: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      source: Type.String(),
      tiers: Type.Array(Type.Object({ name: Type.String(), answerDays: nullable(Type.Integer()), rotation: Rotation })),
    }),
  ),
})
export type LadderPresets = Static<typeof LadderPresets>
