"""XLSForm to compiled form: any workbook in; a form, or what is wrong with it, out.

    result = compile_form(data, name="weekly.xlsx")
    result.form          # Form, or None when it is refused
    result.problems      # what was refused, repaired, doubtful or ignored; see Problem

Four steps, one module each: :mod:`.sheets` reads cells out of any bytes,
:mod:`.tables` understands headers, :mod:`.mend` repairs what can safely be
repaired, and :mod:`.compile` drives pyxform and reads the XForm that it writes
(:mod:`.xform`). No bytes make it raise.
"""

from reports.xlsform.problems import Problem, Problems
from reports.xlsform.result import Result, compile_form

__all__ = ["Problem", "Problems", "Result", "compile_form"]
