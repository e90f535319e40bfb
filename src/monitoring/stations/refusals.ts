import { Refusal } from '../../platform/refusal.ts'

/** What is refused about stations, sections and datastreams. */
export const stationRefusals = {
  stationNotFound: (id: string) =>
    new Refusal('not_found', 'station_not_found', 'There is no such station, or you may not see it.', { id }),
  sectionNotFound: (id: string) =>
    new Refusal('not_found', 'section_not_found', 'There is no such section, or you may not see it.', { id }),
  datastreamNotFound: (id: string) =>
    new Refusal('not_found', 'datastream_not_found', `There is no datastream ${id}, or you may not see it.`, { id }),
  stationNotYours: (name: string, owner: string) =>
    new Refusal('forbidden', 'station_not_yours', `${name} is run by ${owner}, which keeps what is said of it.`, {
      name,
      owner,
    }),
  codeTaken: (code: string) =>
    new Refusal('conflict', 'monitoring_code_taken', `The code ${code} is in use. Choose another one.`, { code }),
  placeOutside: (longitude: number, latitude: number) =>
    new Refusal(
      'invalid',
      'station_place_outside',
      `Longitude ${longitude}, latitude ${latitude} lies outside of 73 to 136 and 3 to 54 degrees. Is longitude first?`,
      { longitude, latitude },
    ),
  dayTaken: (day: string) =>
    new Refusal('conflict', 'monitoring_day_taken', `Something begins on ${day} already. Choose another day.`, { day }),
  bordersUneven: () =>
    new Refusal(
      'invalid',
      'section_sides_uneven',
      'A section on a border has an upstream and a downstream side, and they differ; another section has neither.',
    ),
  datastreamTwice: (parameter: string) =>
    new Refusal(
      'conflict',
      'datastream_twice',
      `This station has a datastream of ${parameter} by the same origin, method and organization.`,
      { parameter },
    ),
}
