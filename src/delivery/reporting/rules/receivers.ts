/** A unit that answers for a task now. */
export interface Answering {
  organizationId: string
  role: 'lead' | 'participant' | 'responsible'
  /** In the order of the plan. */
  seq: number
  /** GB/T 2260 code of its jurisdiction; null: not known. */
  jurisdiction: string | null
}

/**
 * To whom a unit reports on a task (牵头单位会同责任单位…, 由牵头单位汇总报送): a participant to the lead of its own province or
 * region, else to the first lead named; without any lead, and for leads and the solely responsible, to the office.
 */
export function receiverOf(unit: Answering, all: readonly Answering[], office: string): string {
  if (unit.role !== 'participant') return office
  const leads = all
    .filter((one) => one.role === 'lead' && one.organizationId !== unit.organizationId)
    .toSorted((one, other) => one.seq - other.seq)
  const province = (code: string | null) => (code === null || code.startsWith('00') ? null : code.slice(0, 2))
  const own = province(unit.jurisdiction)
  const near = own === null ? undefined : leads.find((lead) => province(lead.jurisdiction) === own)
  return (near ?? leads[0])?.organizationId ?? office
}
