import { type RawBuilder, sql } from 'kysely'
import { ENTITIES, type Entity, type Navigation, shown } from './entities.ts'
import { filterSql, type Lookup, type Term } from './filter.ts'
import { MOST_TOP, type Options, USUAL_TOP } from './options.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'

type Sql = RawBuilder<unknown>

/** Builds the statement of one request: aliases of its own for every entity that takes part. */
export class Query {
  readonly root: string
  #aliases = 0

  constructor(root: string) {
    this.root = root
  }

  alias(): string {
    return `e${++this.#aliases}`
  }

  /** SQL: the address of an entity. */
  selfLink(entity: Entity, alias: string): Sql {
    const quote = entity.id.type === 'text' ? "'" : ''
    return sql`(${`${this.root}/${entity.name}(${quote}`}::text || ${entity.id.sql(alias)} || ${`${quote})`}::text)`
  }

  /** SQL: what is asked for in a filter or an order, from an entity on. */
  lookup(entity: Entity, alias: string, option: string): Lookup {
    return (path) => {
      const [name = '', ...rest] = path
      if (entity.name === 'Observations' && /^Datastream\/(?:@iot\.)?id$/.test(path.join('/')))
        return { sql: sql.ref(`${alias}.datastream_id`), type: 'number', around: [] }
      if ((name === 'id' || name === '@iot.id') && rest.length === 0)
        return { sql: entity.id.sql(alias), type: entity.id.type, around: [] }
      const property = Object.hasOwn(entity.properties, name) ? entity.properties[name] : undefined
      if (property) {
        if (rest.length === 0) return { sql: property.sql(alias), type: property.type, around: [] }
        if (property.type === 'json')
          return { sql: sql`(${property.sql(alias)} #> ${rest}::text[])`, type: 'json', around: [] }
      }
      const navigation = Object.hasOwn(entity.navigations, name) ? entity.navigations[name] : undefined
      if (!navigation || rest.length === 0)
        throw refusals.optionInvalid(option, `a property of ${entity.name}`, path.join('/'))
      return this.#within(navigation, alias, rest, option)
    }
  }

  #within(navigation: Navigation, alias: string, path: readonly string[], option: string): Term {
    const target = ENTITIES[navigation.to]
    const other = this.alias()
    const inner = this.lookup(target, other, option)(path)
    const around = (made: Sql) =>
      sql`exists (select from ${target.from(other)} where ${navigation.joins(alias, other)} and ${made})`
    return { ...inner, around: [around, ...inner.around] }
  }

  /** SQL: an entity as JSON, with what is selected and expanded. */
  #shape(entity: Entity, alias: string, { select, expand }: Options): Sql {
    const parts: Sql[] = []
    const wanted = (name: string) => !select || select.includes(name)
    const add = (name: string, value: Sql) => parts.push(sql`${name}::text, ${value}`)
    if (!select || wanted('id') || wanted('@iot.id')) add('@iot.id', entity.id.sql(alias))
    add('@iot.selfLink', this.selfLink(entity, alias))
    for (const [name, property] of Object.entries(entity.properties))
      if (wanted(name)) add(name, shown(property, alias))
    for (const name of select ?? []) {
      const [head = ''] = name.split('/')
      if (!['id', '@iot.id'].includes(name) && !(head in entity.properties) && !(head in entity.navigations))
        throw refusals.optionInvalid('$select', `properties of ${entity.name}`, name)
    }
    for (const [name, { many }] of Object.entries(entity.navigations)) {
      const expanded = expand.filter(({ path }) => path[0] === name)
      if (expanded.length > 0) parts.push(...this.#expanded(entity, alias, name, expanded))
      else if (wanted(name))
        add(`${name}@iot.navigationLink`, sql`(${this.selfLink(entity, alias)} || ${`/${name}`}::text)`)
      if (expanded.length > 0 && many && expanded[0]?.options.count)
        add(`${name}@iot.count`, this.#count(entity, alias, name, expanded[0].options))
    }
    for (const { path } of expand)
      if (!((path[0] ?? '') in entity.navigations))
        throw refusals.optionInvalid('$expand', `one of ${Object.keys(entity.navigations).join(', ')}`, path.join('/'))
    return sql`json_build_object(${sql.join(parts)})`
  }

  /** `Datastreams/Observations` is Datastreams, within which Observations are expanded. */
  #expanded(entity: Entity, alias: string, name: string, expanded: Options['expand']): Sql[] {
    const navigation = entity.navigations[name] as Navigation
    const direct = expanded.find(({ path }) => path.length === 1)?.options
    const deeper = expanded.filter(({ path }) => path.length > 1)
    const options: Options = {
      ...(direct ?? { orderby: [], skip: 0, count: false }),
      expand: [...(direct?.expand ?? []), ...deeper.map((one) => ({ path: one.path.slice(1), options: one.options }))],
    }
    const target = ENTITIES[navigation.to]
    const other = this.alias()
    const joined = navigation.joins(alias, other)
    if (!navigation.many)
      return [
        sql`${name}::text, (select ${this.#shape(target, other, options)} from ${target.from(other)} where ${joined} limit 1)`,
      ]
    const top = options.top ?? USUAL_TOP
    const rows = this.list(target, other, joined, options, top + 1)
    const link = sql`(${this.selfLink(entity, alias)} || ${`/${name}?$skip=${options.skip + top}&$top=${top}`}::text)`
    return [
      sql`${name}::text, (select coalesce(json_agg(x.row) filter (where x.place <= ${top}), '[]') from (
        select r.row, row_number() over () as place from (${rows}) r) x)`,
      sql`${`${name}@iot.nextLink`}::text, (select case when count(*) > ${top} then ${link} end from (${rows}) n)`,
    ]
  }

  #count(entity: Entity, alias: string, name: string, options: Options): Sql {
    const { to, joins } = entity.navigations[name] as Navigation
    const other = this.alias()
    const where = this.#where(ENTITIES[to], other, options)
    return sql`(select count(*) from ${ENTITIES[to].from(other)} where ${joins(alias, other)} and ${where})`
  }

  #where(entity: Entity, alias: string, { filter }: Options): Sql {
    return filter === undefined ? sql`true` : filterSql(filter, this.lookup(entity, alias, '$filter'))
  }

  /** SQL: rows `row` (JSON), in their order. */
  list(entity: Entity, alias: string, where: Sql, options: Options, limit: number): Sql {
    const order = options.orderby.map(({ path, descending }) => {
      const { sql: by, around } = this.lookup(entity, alias, '$orderby')(path)
      if (around.length > 0)
        throw refusals.optionInvalid('$orderby', `a property of ${entity.name} itself`, path.join('/'))
      return descending ? sql`${by} desc nulls last` : sql`${by}`
    })
    return sql`select ${this.#shape(entity, alias, options)} as row from ${entity.from(alias)}
      where ${where} and ${this.#where(entity, alias, options)}
      order by ${sql.join([...order, entity.order(alias)])} limit ${limit} offset ${options.skip}`
  }

  counted(entity: Entity, alias: string, where: Sql, options: Options): Sql {
    return sql`select count(*) as total from ${entity.from(alias)} where ${where} and ${this.#where(entity, alias, options)}`
  }

  one(entity: Entity, alias: string, where: Sql, options: Options): Sql {
    return sql`select ${this.#shape(entity, alias, options)} as row from ${entity.from(alias)} where ${where} limit 1`
  }
}

export const topOf = ({ top }: Options): number => Math.min(top ?? USUAL_TOP, MOST_TOP)
