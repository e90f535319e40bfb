import { createHash } from 'node:crypto'
import AjvCompiler from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'

type ValidatorFactory = ReturnType<typeof AjvCompiler>
type SerializerFactory = ReturnType<typeof SerializerSelector>

/** The part of Fastify's compilers that matters here; their own types speak of JTD schemas as well. */
type Compile = (route: { schema?: unknown; httpPart?: string }) => unknown
type Build = (externalSchemas: unknown, options: { customOptions?: object }) => Compile

/**
 * Compiles each wording of a schema once: hundreds of routes say the same of an identifier or a refusal, and compiling
 * was most of a start. What is compiled knows nothing of its route.
 */
function once(build: Build): Build {
  const compilers = new Map<string, Compile>()
  return (externalSchemas, options) => {
    const shared = JSON.stringify([externalSchemas, options])
    const known = compilers.get(shared)
    if (known) return known
    const compile = build(externalSchemas, options)
    const compiled = new Map<string, unknown>()
    const compileOnce: Compile = (route) => {
      const wording = createHash('sha256')
        .update(JSON.stringify(route.schema) ?? '')
        .digest('base64')
      const before = compiled.get(wording)
      if (before) return before
      const made = compile(route)
      compiled.set(wording, made)
      return made
    }
    compilers.set(shared, compileOnce)
    return compileOnce
  }
}

const buildAjv = AjvCompiler() as unknown as Build
const buildOfTexts = once(buildAjv)
const buildOfBodies = once((externalSchemas, options) =>
  buildAjv(externalSchemas, { ...options, customOptions: { ...options.customOptions, coerceTypes: false } }),
)

const buildBoth: Build = (externalSchemas, options) => {
  const ofTexts = buildOfTexts(externalSchemas, options)
  const ofBodies = buildOfBodies(externalSchemas, options)
  return (route) => (route.httpPart === 'body' ? ofBodies : ofTexts)(route)
}

/**
 * Addresses and headers are texts: a number in one is read as a number. A body is JSON and says what it means: a null
 * there is no zero, and a text no number.
 */
export const buildValidator = buildBoth as unknown as ValidatorFactory

/** What answers are written by: each holds what its schema says, in its order, and nothing else. */
export const buildSerializer = once(SerializerSelector() as unknown as Build) as unknown as SerializerFactory
