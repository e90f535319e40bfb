import { setImmediate } from 'node:timers/promises'
import jsonld from 'jsonld'
import { Parser, Writer } from 'n3'
import { type Node, PREFIXES } from './context.ts'

export const JSON_LD_TYPE = 'application/ld+json'
export const TURTLE_TYPE = 'text/turtle; charset=utf-8'

/** JSON-LD 1.1 in portions. The context stands in it: nobody has to fetch anything to read it. */
export async function* jsonLdOf(groups: Iterable<readonly Node[]>): AsyncGenerator<string> {
  let before = `{"@context":${JSON.stringify(PREFIXES)},"@graph":[`
  for (const group of groups)
    for (const node of group) {
      yield before + JSON.stringify(node)
      before = ','
    }
  yield before === ',' ? ']}' : `${before}]}`
}

/** The same graph as Turtle, in portions: other requests are served between two groups. */
export async function* turtleOf(groups: Iterable<readonly Node[]>): AsyncGenerator<string> {
  let portion = ''
  const sink = {
    write(text: string, _encoding: string, done?: () => void) {
      portion += text
      done?.()
    },
    end(done?: () => void) {
      done?.()
    },
  }
  const writer = new Writer(sink, { prefixes: PREFIXES })
  for (const group of groups) {
    const quads = await jsonld.toRDF({ '@context': PREFIXES, '@graph': group } as object, {
      format: 'application/n-quads',
      documentLoader: refuseToLoad,
    })
    // Each parser names its blank nodes anew, so that those of two groups are never one.
    writer.addQuads(new Parser({ format: 'N-Quads' }).parse(String(quads)))
    if (portion !== '') yield portion
    portion = ''
    await setImmediate()
  }
  await new Promise<void>((done, fail) => writer.end((error) => (error ? fail(error) : done())))
  yield portion
}

async function refuseToLoad(url: string): Promise<never> {
  throw new Error(`The catalogue needs no context from elsewhere: ${url}`)
}

/** Whether the Accept header asks for Turtle rather than for JSON-LD, which is what is sent where it asks for neither. */
export function prefersTurtle(accept: string | undefined): boolean {
  const weights = new Map(
    (accept ?? '').split(',').map((part) => {
      const [type = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
      const weight = parameters.find((one) => one.startsWith('q='))
      return [type, weight === undefined ? 1 : Number(weight.slice(2)) || 0] as const
    }),
  )
  const json = Math.max(weights.get(JSON_LD_TYPE) ?? 0, weights.get('application/json') ?? 0)
  return (weights.get('text/turtle') ?? 0) > json
}
