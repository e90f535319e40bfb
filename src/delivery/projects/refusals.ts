import { Refusal } from '../../platform/refusal.ts'

/** What the project pool refuses. Codes are public: never renamed, never reused. */
export const projectRefusals = {
  projectNotFound: (id: string) =>
    new Refusal('not_found', 'project_not_found', 'There is no such project, or it is not shared with you.', { id }),
  requestNotFound: (id: string) =>
    new Refusal('not_found', 'project_request_not_found', 'There is no such request that you can see.', { id }),
  notYours: (unit: string) =>
    new Refusal('forbidden', 'project_not_yours', `Only ${unit} and the office that keeps the pool change this.`, {
      unit,
    }),
  notPoolKeeper: (owner: string) =>
    new Refusal('forbidden', 'project_pool_not_yours', `The pool is kept by ${owner}: it decides.`, { owner }),
  notAsker: (unit: string) =>
    new Refusal('forbidden', 'project_request_not_yours', `Only ${unit}, which asked, takes the request back.`, {
      unit,
    }),
  poolUnknown: () =>
    new Refusal('invalid', 'project_pool_unknown', 'Say which office keeps the pool that the project is to enter.'),
  positionOutside: (position: readonly number[]) =>
    new Refusal(
      'invalid',
      'project_position_outside',
      `${position.join(', ')} is not in China: longitude comes first.`,
      {
        position: position.join(', '),
      },
    ),
  codeInvalid: (code: string) =>
    new Refusal(
      'invalid',
      'project_code_invalid',
      `${code} is no project code: expected YYMM-RRRRRR-DD-TT-NNNNNC (GB/T 40058).`,
      { code },
    ),
  codeTaken: (code: string, name: string, id: string) =>
    new Refusal('conflict', 'project_code_taken', `The code ${code} belongs to ${name} already.`, { code, name, id }),
  commitmentUnfit: (id: string) =>
    new Refusal(
      'invalid',
      'project_commitment_unfit',
      'A project is made of a confirmed project commitment that you can read and that is none yet.',
      { id },
    ),
  moveUnfit: (from: string, to: string, fault: string) =>
    new Refusal('conflict', 'project_move_unfit', `The project cannot move from ${from} to ${to}: ${fault}.`, {
      from,
      to,
      fault,
    }),
  listUnfit: (year: number, projectClass: string, possible: string[]) =>
    new Refusal(
      'conflict',
      'project_list_unfit',
      `On the list of ${year} this project cannot stand as ${projectClass}.`,
      { year, class: projectClass, possible },
    ),
  listMoneyUnfit: (projectClass: string, expected: string) =>
    new Refusal('invalid', 'project_list_money_unfit', `A project listed as ${projectClass} has ${expected}.`, {
      class: projectClass,
      expected,
    }),
  listTaken: (year: number) =>
    new Refusal('conflict', 'project_list_taken', `The project stands on the list of ${year} already.`, { year }),
  notListed: (year: number) =>
    new Refusal('conflict', 'project_not_listed', `The project does not stand on the list of ${year}.`, { year }),
  requestOpen: (kind: string) =>
    new Refusal('conflict', 'project_request_open', 'The same is asked for already and waits for a decision.', {
      kind,
    }),
  requestDecided: (state: string) =>
    new Refusal('conflict', 'project_request_decided', `This request is ${state}: it is not decided again.`, { state }),
  refusalReason: () => new Refusal('invalid', 'project_refusal_reason', 'Say why the request is refused.'),
  notInPool: () =>
    new Refusal('conflict', 'project_not_in_pool', 'The project is not in the pool yet: it waits for a decision.'),
  monthAhead: (month: string) => new Refusal('invalid', 'project_month_ahead', `${month} has not come yet.`, { month }),
  revisionReason: (month: string) =>
    new Refusal('invalid', 'project_revision_reason', `There is a figure of ${month}: say why it is revised.`, {
      month,
    }),
  investmentFell: (month: string, beforeWan: number) =>
    new Refusal(
      'invalid',
      'project_investment_fell',
      `By ${month} already ${beforeWan} (10,000 yuan) were invested this year: what is done does not become less.`,
      { month, beforeWan },
    ),
  verifyOwn: () =>
    new Refusal('forbidden', 'project_verify_own', 'A figure is verified by somebody else than who answers for it.'),
  taskUnknown: (id: string) => new Refusal('invalid', 'project_task_unknown', `There is no task ${id}.`, { id }),
}
