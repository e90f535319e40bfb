import { type Pair, pairsOf, Rarities, weightsOf } from './features.ts'
import { fieldsIn } from './fields.ts'
import { cosine, dot, titleLikeness, type Vector, vectorOf } from './likeness.ts'
import { Matrix } from './matrix.ts'
import { neighbourSupport } from './neighbours.ts'
import { roleFit, rolesOf } from './roles.ts'
import type { Named, Provision } from './types.ts'
import type { Parts } from './weights.ts'

/** What is known of every pair of an upper and a lower provision before anything is weighed. */
export interface Comparison {
  /** The lower provisions that may suit an upper one, by what is quickly told of all. */
  promising(upper: number, most: number): number[]
  /** The parts of the score of one pair. */
  partsOf(upper: number, lower: number): Parts
  /** How alike the words of two provisions are by themselves, 0 to 1. */
  likeness(upper: number, lower: number): number
  /** What a name that both texts hold tells: less for one that stands everywhere. */
  worthOf(named: Named): number
  /** What a pair of characters tells. */
  rarities: Rarities<Pair>
}

/** Shortest title that says anything when it stands in the other text. */
const SHORTEST_TITLE = 5
/** How much of the length of a lower text counts: a long provision carries out several, and is not worse for it. */
const LENGTH = 0.7

/** Compares all provisions of two documents. Time grows with the product of their numbers. */
export function compare(upper: readonly Provision[], lower: readonly Provision[]): Comparison {
  const rarities = new Rarities<Pair>()
  const nameRarities = new Rarities<string>()
  const fieldRarities = new Rarities<number>()
  const [above, below] = [upper, lower].map((provisions) =>
    provisions.map((provision) => {
      const counted = weightsOf(provision)
      rarities.add(counted.keys())
      const names = new Set(provision.named.filter(isComparable).map(keyOf))
      nameRarities.add(names)
      const fields = fieldsIn(provision.body.text)
      const titleFields = fieldsIn(provision.heading.text)
      for (let field = 0; field < fields.length; field++)
        fields[field] = Math.log1p((fields[field] ?? 0) + 2 * (titleFields[field] ?? 0))
      fieldRarities.add([...fields.keys()].filter((field) => (fields[field] ?? 0) > 0))
      return { counted, names, fields, title: pairsOf(provision.heading.text), squeezed: squeezed(provision) }
    }),
  ) as [Prepared[], Prepared[]]

  const upperVectors = above.map(({ counted }) => vectorOf(counted, rarities))
  const lowerVectors = below.map(({ counted }) => vectorOf(counted, rarities))
  const typical = mean(lowerVectors.map(({ length }) => length))
  const text = Matrix.of(upper.length, lower.length, (i, j) =>
    pivoted(upperVectors[i] as Vector, lowerVectors[j] as Vector, typical),
  )
  const fields = [above, below].map((side) => side.map(({ fields }) => fieldVector(fields, fieldRarities))) as [
    Vector[],
    Vector[],
  ]
  const byRow = text.byRow()
  const byColumn = text.byColumn()
  const neighbours = neighbourSupport(upper, lower, text)
  const upperRoles = rolesOf(upper)
  const lowerRoles = rolesOf(lower)

  const worthOf = (named: Named) => nameRarities.of(keyOf(named))
  return {
    rarities,
    worthOf,
    promising(i, most) {
      const all = lower.map((_, j) => j)
      if (all.length <= most) return all
      const look = all.map((j) => byRow.at(i, j) * 4 + byColumn.at(i, j) + neighbours.at(i, j))
      return all.sort((a, b) => (look[b] ?? 0) - (look[a] ?? 0) || a - b).slice(0, most)
    },
    likeness: (i, j) => cosine(upperVectors[i] as Vector, lowerVectors[j] as Vector),
    partsOf(i, j) {
      const one = above[i] as Prepared
      const other = below[j] as Prepared
      let shared = 0
      for (const name of one.names) if (other.names.has(name)) shared += nameRarities.of(name)
      return {
        text: byRow.at(i, j),
        title: titleLikeness(one.title, other.title, rarities) ** 3,
        titleInText: isTold(one.squeezed, other.squeezed) || isTold(other.squeezed, one.squeezed) ? 1 : 0,
        names: Math.log1p(shared / 4),
        fields: cosine(fields[0][i] as Vector, fields[1][j] as Vector),
        neighbours: neighbours.at(i, j),
        mutual: byColumn.at(i, j),
        role: roleFit(upperRoles[i] ?? 'task', lowerRoles[j] ?? 'task'),
      }
    },
  }
}

interface Prepared {
  counted: Map<Pair, number>
  names: Set<string>
  fields: Float64Array
  title: Map<Pair, number>
  squeezed: { title: string; text: string }
}

/** Bodies are compared apart: that the same department answers says nothing of the matter. */
export const isComparable = ({ kind }: Named): boolean => kind !== 'body'

export const keyOf = ({ kind, name }: Named): string => `${kind} ${name}`

function squeezed({ heading, body }: Provision) {
  const title = heading.text.replaceAll(/\s/g, '')
  return { title, text: `${title}|${body.text.replaceAll(/\s/g, '')}` }
}

const isTold = (one: { title: string }, other: { text: string }) =>
  one.title.length >= SHORTEST_TITLE && other.text.includes(one.title)

function pivoted(one: Vector, other: Vector, typical: number): number {
  if (one.length === 0 || other.length === 0) return 0
  return dot(one, other) / (one.length * other.length ** LENGTH * typical ** (1 - LENGTH))
}

function fieldVector(fields: Float64Array, rarities: Rarities<number>): Vector {
  const features = [...fields.keys()].filter((field) => (fields[field] ?? 0) > 0)
  const weights = Float64Array.from(features, (field) => (fields[field] ?? 0) * (0.3 + rarities.of(field)))
  return { features, weights, length: Math.hypot(...weights) }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
