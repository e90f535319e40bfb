// Reads and writes by 52°North's SensorThings client (@helgoland/core), as its users do: node client.mjs ADDRESS KEY
// Prints what it got as one line of JSON. It is written for a page, so it is handed requests by a few lines of ours.
import '@angular/compiler'
import { HttpErrorResponse, HttpHandler, HttpResponse } from '@angular/common/http'
import { createEnvironmentInjector, Injector } from '@angular/core'
import { HttpService, StaInterfaceService } from '@helgoland/core'
import { firstValueFrom, from } from 'rxjs'

const [address, key] = process.argv.slice(2)

async function send({ method, urlWithParams: url, body, ...request }) {
  const headers = { authorization: `Bearer ${key}`, ...(body === null ? {} : { 'content-type': 'application/json' }) }
  const answer = await fetch(url, {
    method,
    headers,
    body: request.serializeBody?.() ?? JSON.stringify(body ?? undefined),
  })
  const text = await answer.text()
  const said = text === '' ? null : JSON.parse(text)
  if (!answer.ok) throw new HttpErrorResponse({ status: answer.status, error: said, url })
  return new HttpResponse({ status: answer.status, body: said })
}

const handler = { provide: HttpHandler, useValue: { handle: (request) => from(send(request)) } }
const injector = createEnvironmentInjector(
  [handler, HttpService, StaInterfaceService],
  Injector.create({ providers: [] }),
)
const client = injector.get(StaInterfaceService)
const told = (asked) => firstValueFrom(asked)

const things = await told(client.getThings(address, { $count: true, $expand: 'Locations,Datastreams($top=1)' }))
const [thing] = things.value
const streams = await told(
  client.getDatastreams(address, { $filter: "ObservedProperty/name eq '氨氮'", $expand: 'Thing,ObservedProperty' }),
)
const [stream] = streams.value
const before = await told(client.getObservations(address, { $orderby: 'phenomenonTime desc', $top: 1, $count: true }))
const added = await told(
  client.insertObservation(address, {
    phenomenonTime: '2026-03-01T02:00:00Z',
    resultTime: '2026-03-01T02:00:00Z',
    result: 0.61,
    Datastream: { '@iot.id': stream['@iot.id'] },
  }),
)
const read = await told(client.getObservation(address, added['@iot.id']))
const refused = await told(
  client.insertObservation(address, { phenomenonTime: '2026-03-01T02:00:00Z', result: 1e308, Datastream: stream }),
).catch(({ status }) => status)
console.log(
  JSON.stringify({
    ...{ things: things['@iot.count'], thing: (await told(client.getThing(address, thing['@iot.id']))).name },
    ...{ place: thing.Locations[0].location, stream: stream.ObservedProperty.name, of: stream.Thing.name },
    ...{ before: before['@iot.count'], result: read.result, at: read.phenomenonTime, refused },
  }),
)
