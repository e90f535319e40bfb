import { queryOptions } from '@tanstack/react-query'
import type {
  Attestation,
  AttestationList,
  NewAttestation,
  NewAttestationRule,
  SectionSamples,
} from '../../../../src/monitoring/schemas.ts'
import { get, send } from '../../shell/api.ts'
import { useMonitoringChange } from '../stations/api.ts'

export const attestationsQuery = (section: string) =>
  queryOptions({
    queryKey: ['monitoring', 'attestations', section],
    queryFn: ({ signal }) => get<AttestationList>('/api/v1/attestations', { section }, signal),
  })

/** What was measured of a parameter at a section, from a day to another one. */
export const samplesQuery = (section: string, parameter: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['monitoring', 'samples', section, parameter, from, to],
    queryFn: ({ signal }) =>
      get<SectionSamples>(`/api/v1/sections/${section}/observations`, { parameter, from, to }, signal),
  })

export const useAttest = () =>
  useMonitoringChange((body: NewAttestation) => send<Attestation>('POST', '/api/v1/attestations', body))
export const useThird = () =>
  useMonitoringChange(({ id, third }: { id: number; third: string }) =>
    send<Attestation>('POST', `/api/v1/attestations/${id}/third`, { third }),
  )
export const useSetRule = () =>
  useMonitoringChange((body: NewAttestationRule) => send<{ id: number }>('POST', '/api/v1/attestations/rules', body))
