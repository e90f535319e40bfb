import type {
  Commitment,
  CommitmentKind,
  EditBody,
  OrganizationRef,
  ProjectFacts,
  ResponsibilityInput,
  Role,
  Span,
  TargetFacts,
} from '../../../../src/plan/schemas.ts'

export interface UnitValues {
  kind: 'unit' | 'class'
  printed: string
  role: Role
  organization: OrganizationRef | null
  span: Span | null
}

/** A commitment as the form shows it: empty where nothing is stated. */
export interface EditValues {
  title: string
  /** Where in the plan it stands, chosen anew on the page. */
  span: Span
  kind: CommitmentKind
  responsibilities: UnitValues[]
  open: boolean
  deadline: {
    date?: string | undefined
    recurs?: 'year' | 'half_year' | 'quarter' | 'month' | undefined
    quote: string
  }
  target: {
    subject?: string
    comparator?: TargetFacts['comparator']
    value?: string
    unit?: string
    year?: number | null
    damaged?: boolean
  }
  project: { name?: string; stage?: string; box?: string | null }
  reason?: string
  confirm: boolean
}

export const emptyUnit: UnitValues = { kind: 'unit', printed: '', role: 'responsible', organization: null, span: null }

export function valuesOf(item: Commitment): EditValues {
  const { deadline, target, project } = item
  return {
    title: item.title,
    span: item.span,
    kind: item.kind,
    responsibilities: item.responsibilities.map(({ kind, printed, role, organization, span }) => ({
      kind,
      printed,
      role,
      organization,
      span,
    })),
    open: item.open,
    deadline: {
      date: deadline?.date ?? undefined,
      recurs: deadline?.recurs ?? undefined,
      quote: deadline?.quote ?? '',
    },
    target: target ? { ...target, value: String(target.value) } : { comparator: '=' },
    project: project ? { name: project.name, stage: project.stage ?? '', box: project.box } : { name: item.title },
    confirm: true,
  }
}

/** What the form changes, and nothing else: fields a person did not touch stay as they are on record. Null: nothing. */
export function changesOf(item: Commitment, values: EditValues): EditBody | null {
  const before = valuesOf(item)
  const body: EditBody = {}
  if (values.title.trim() !== before.title.trim()) body.title = values.title.trim()
  if (values.span && differs(values.span, before.span)) body.span = values.span
  if (values.kind !== before.kind) body.kind = values.kind
  if (values.open !== before.open) body.open = values.open
  const responsibilities = values.responsibilities.map(inputOf)
  if (differs(responsibilities, before.responsibilities.map(inputOf))) body.responsibilities = responsibilities
  const { date, recurs } = values.deadline
  if ((date || undefined) !== before.deadline.date || recurs !== before.deadline.recurs)
    body.deadline = date || recurs ? { date: date || null, recurs: recurs ?? null, quote: before.deadline.quote } : null
  if (values.kind === 'target') {
    const target = targetOf(values.target)
    const known = item.target || values.kind === item.kind
    if (!known || differs(target, targetOf(before.target))) body.target = target
  }
  if (values.kind === 'project') {
    const project = projectOf(values.project)
    const known = item.project || values.kind === item.kind
    if (!known || differs(project, projectOf(before.project))) body.project = project
  }
  if (Object.keys(body).length === 0) return null
  if (values.reason?.trim()) body.reason = values.reason.trim()
  body.confirm = values.confirm
  return body
}

function inputOf({ kind, printed, role, organization, span }: UnitValues): ResponsibilityInput {
  return {
    kind: kind ?? 'unit',
    printed: printed.trim(),
    role,
    organizationId: organization?.id ?? null,
    span: span ?? null,
  }
}

/** A value that reads as a number is one; `翻一番` stays a word. */
function targetOf({
  subject = '',
  comparator = '=',
  value = '',
  unit = '',
  year,
  damaged = false,
}: EditValues['target']): TargetFacts {
  const text = value.trim()
  const number = Number(text)
  return {
    subject: subject.trim(),
    comparator,
    value: text !== '' && Number.isFinite(number) ? number : text,
    unit: unit.trim(),
    year: year ?? null,
    damaged,
  }
}

function projectOf({ name = '', stage = '', box = null }: EditValues['project']): ProjectFacts {
  return { name: name.trim(), stage: stage.trim() || null, box: box ?? null }
}

/** Order of keys says nothing; order of units does. */
function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) !== JSON.stringify(ordered(other))
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, ordered(part)]),
  )
}
