import { holdAccess } from '../../test/support/accessMatrix.testing.ts'

holdAccess(1, 4)
