"""The one error tree. Every refusal says what happened and what to do, in Vietnamese and in
English; its HTTP status is known in `api/` alone.

    Refusal
    ├── Malformed           the request cannot be read at all
    ├── SignInRequired      no valid sign-in
    │   ├── PasswordChangeRequired
    │   └── SecondFactorRequired
    ├── Forbidden           signed in, but not for this
    ├── NotFound            no such thing, or none that you may see
    │   └── LinkInvalid     a survey link that was never issued, was revoked or was replaced
    ├── Conflict            the state of things does not allow it
    │   ├── WindowClosed    the window is not open at this instant
    │   ├── AlreadySubmitted
    │   ├── NotSubmitted    the unit has sent nothing yet
    │   ├── AlreadyAnswered
    │   ├── ApprovalMissing  the unit's leader has not approved the current sheet
    │   ├── ReportMissing    the signed report of the approved sheet was not uploaded
    │   ├── InputsChanged    a draft is not of the current inputs; `errors` names what changed
    │   ├── NotAgreed        the council has not agreed to what would be published as final
    │   ├── FreezeLifted     the draft is no longer frozen, so nobody votes on it
    │   └── RoundInUse
    ├── ChangedMeanwhile    somebody else saved the same leaf; both values are in `errors`
    ├── TooLarge
    ├── WrongMethod         the address has no such method
    ├── WrongMediaType      the body is not JSON by its own account
    ├── Invalid             the content breaks rules; `errors` names every one
    ├── TooManyRequests
    ├── Unavailable         AWS was busy or silent; it may be done, and asked again is done once
    └── Unexpected          our own error; the log has the details, the caller none
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

# How many problems the text of an exception has; `errors` has all.
_LOGGED = 100
# The most problems of a file that are told.
MANY = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what was sent: where (a path, a cell or a criterion's code),
    what it is in both languages, and a stable `code` for programs.
    """

    at: str
    vi: str
    en: str
    code: str = "invalid"
    details: dict[str, Any] = field(default_factory=dict)


class Refusal(Exception):
    """A refused request. Nothing was changed; `errors` has every problem of what was sent."""

    code: ClassVar[str] = "refused"
    title: ClassVar[tuple[str, str]] = ("Yêu cầu bị từ chối", "The request was refused")

    def __init__(self, vi: str = "", en: str = "", errors: Iterable[Problem] = ()) -> None:
        self.vi = vi or self.title[0]
        self.en = en or self.title[1]
        self.errors = tuple(errors)
        first = self.errors[:_LOGGED]
        super().__init__(self.en + "".join(f"\n{problem.at}: {problem.en}" for problem in first))


class Malformed(Refusal):
    code = "malformed"
    title = ("Không đọc được yêu cầu", "The request cannot be read")


class SignInRequired(Refusal):
    code = "sign_in_required"
    title = ("Cần đăng nhập", "Please sign in")


class PasswordChangeRequired(SignInRequired):
    code = "password_change_required"
    title = (
        "Phải đổi mật khẩu lần đầu trước khi tiếp tục",
        "Change the first password before going on",
    )

    def __init__(self, challenge: str) -> None:
        super().__init__()
        self.challenge = challenge


class SecondFactorRequired(SignInRequired):
    code = "second_factor_required"
    title = (
        "Cần mã xác thực trên ứng dụng của Ông/Bà",
        "Enter the code that your authenticator shows",
    )

    def __init__(self, challenge: str) -> None:
        super().__init__()
        self.challenge = challenge


class Forbidden(Refusal):
    code = "forbidden"
    title = ("Tài khoản này không có quyền thực hiện", "This account may not do that")


class NotFound(Refusal):
    code = "not_found"
    title = ("Không tìm thấy", "Not found")


class LinkInvalid(NotFound):
    code = "link_invalid"
    title = (
        "Đường dẫn không hợp lệ hoặc đã bị thay thế; hãy dùng đường dẫn trong thư mới nhất",
        "This link is not valid or was replaced; use the one in the latest e-mail",
    )


class Conflict(Refusal):
    code = "conflict"
    title = ("Không thực hiện được trong trạng thái hiện tại", "Not possible in the current state")


class WindowClosed(Conflict):
    code = "window_closed"
    title = ("Đã hết thời hạn hoặc chưa mở", "The window is not open")


class AlreadySubmitted(Conflict):
    code = "already_submitted"
    title = ("Đã gửi đi, không sửa được nữa", "Already submitted; it can no longer be changed")


class NotSubmitted(Conflict):
    code = "not_submitted"
    title = (
        "Đơn vị chưa gửi bản tự đánh giá nên chưa có gì để bổ sung",
        "The unit has not submitted its self-assessment, so there is nothing to supplement",
    )


class AlreadyAnswered(Conflict):
    code = "already_answered"
    title = (
        "Phiếu này đã được trả lời. Xin cảm ơn!",
        "This questionnaire has been answered. Thank you!",
    )


class ApprovalMissing(Conflict):
    code = "approval_missing"
    title = (
        "Chưa có phê duyệt của lãnh đạo đơn vị",
        "The approval of the unit's leader is missing",
    )


class ReportMissing(Conflict):
    code = "report_missing"
    title = ("Chưa có báo cáo đã ký", "The signed report is missing")


class InputsChanged(Conflict):
    code = "inputs_changed"
    title = (
        "Số liệu đã thay đổi sau dự thảo này; hãy tính dự thảo mới rồi công bố",
        "Inputs have changed since this draft; compute a new one and publish that",
    )


class NotAgreed(Conflict):
    code = "not_agreed"
    title = (
        "Công bố chính thức cần phương án đã được Hội đồng nhất trí",
        "A final publication needs a motion that the council has agreed to",
    )


class FreezeLifted(Conflict):
    code = "freeze_lifted"
    title = (
        "Phương án này đã được mở lại nên không biểu quyết nữa",
        "The freeze of this motion was lifted, so it is no longer voted on",
    )


class RoundInUse(Conflict):
    code = "round_in_use"
    title = (
        "Kỳ đánh giá đã có dữ liệu, không nạp lại được",
        "The round is in use and cannot be loaded again",
    )


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    title = ("Người khác vừa lưu cùng mục này", "Somebody else saved the same item meanwhile")


class TooLarge(Refusal):
    code = "too_large"
    title = ("Dữ liệu quá lớn", "Too large")


class WrongMethod(Refusal):
    code = "method_not_allowed"
    title = ("Địa chỉ này không nhận phương thức đó", "This address does not take that method")


class WrongMediaType(Refusal):
    code = "unsupported_media_type"
    title = (
        "Nội dung gửi lên phải là JSON (Content-Type: application/json)",
        "The body must be JSON (Content-Type: application/json)",
    )


class Invalid(Refusal):
    code = "invalid"
    title = (
        "Có lỗi cần sửa trước khi lưu; chưa lưu gì",
        "Fix these problems first. Nothing was saved",
    )


class TooManyRequests(Refusal):
    code = "too_many_requests"
    title = (
        "Thao tác quá nhanh, hãy thử lại sau ít phút",
        "Too many requests, please try again in a few minutes",
    )


class Unavailable(Refusal):
    code = "unavailable"
    title = ("Hệ thống đang bận hoặc bị gián đoạn", "The system is busy or was interrupted")


class Unexpected(Refusal):
    code = "unexpected"
    title = (
        "Hệ thống gặp lỗi; dữ liệu đã lưu vẫn an toàn, hãy thử lại",
        "Something went wrong on our side; what was saved is safe, please try again",
    )
