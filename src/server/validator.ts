import AjvCompiler from '@fastify/ajv-compiler'

type Factory = ReturnType<typeof AjvCompiler>
/** The part of Fastify's compiler that matters here; its own types speak of JTD schemas as well. */
type Build = (
  externalSchemas: unknown,
  options: { customOptions?: object },
) => (route: { httpPart?: string }) => ReturnType<ReturnType<Factory>>

const build = AjvCompiler() as unknown as Build

const buildBoth: Build = (externalSchemas, options) => {
  const ofTexts = build(externalSchemas, options)
  const ofBodies = build(externalSchemas, {
    ...options,
    customOptions: { ...options.customOptions, coerceTypes: false },
  })
  return (route) => (route.httpPart === 'body' ? ofBodies : ofTexts)(route)
}

/**
 * Addresses and headers are texts: a number in one is read as a number. A body is JSON and says what it means: a null
 * there is no zero, and a text no number.
 */
export const buildValidator = buildBoth as unknown as Factory
