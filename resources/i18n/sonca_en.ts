<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="vi_VN">
<context>
    <name>Acknowledge</name>
    <message>
        <source>Tôi xác nhận</source>
        <translation>I confirm</translation>
    </message>
</context>
<context>
    <name>AddRow</name>
    <message>
        <source>Thêm: {label}</source>
        <translation>Add: {label}</translation>
    </message>
</context>
<context>
    <name>Address</name>
    <message>
        <source>Mở trang</source>
        <translation>Open page</translation>
    </message>
</context>
<context>
    <name>AnsweredSteps</name>
    <message>
        <source>Sửa</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Sửa: {label}</source>
        <translation>Change: {label}</translation>
    </message>
</context>
<context>
    <name>AttachedView</name>
    <message>
        <source>{width} × {height} điểm ảnh</source>
        <translation>{width} × {height} pixels</translation>
    </message>
    <message>
        <source>Tệp đã xóa khỏi máy này để nhẹ máy; tỉnh giữ bản đã gửi.</source>
        <translation>The file was removed here to save space; the province has what was sent.</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Ảnh: {name}</source>
        <translation>Photo: {name}</translation>
    </message>
    <message>
        <source>Máy này không có chương trình nào mở được “{name}”.</source>
        <translation>This PC has no program that opens “{name}”.</translation>
    </message>
    <message>
        <source>Thu nhỏ</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>Xem lớn</source>
        <translation>Larger</translation>
    </message>
</context>
<context>
    <name>AttachmentInput</name>
    <message>
        <source>Ảnh dán</source>
        <translation>Pasted picture</translation>
    </message>
    <message>
        <source>Chưa có ảnh hay tệp nào được chép. Hãy chép ảnh rồi dán lại.</source>
        <translation>No picture or file has been copied. Copy one, then paste again.</translation>
    </message>
    <message>
        <source>Đang chuẩn bị tệp…</source>
        <translation>Preparing the file…</translation>
    </message>
    <message>
        <source>Thay</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>Bỏ</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Chụp ảnh</source>
        <translation>Take a photo</translation>
    </message>
    <message>
        <source>nhiều nhất {size}</source>
        <translation>at most {size}</translation>
    </message>
    <message>
        <source>Ảnh</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Chọn ảnh…</source>
        <translation>Choose a photo…</translation>
    </message>
    <message>
        <source>hoặc kéo ảnh vào đây, hoặc dán bằng Ctrl+V</source>
        <translation>or drag one here, or paste with Ctrl+V</translation>
    </message>
    <message>
        <source>Ghi âm</source>
        <translation>Recordings</translation>
    </message>
    <message>
        <source>Chọn tệp ghi âm…</source>
        <translation>Choose a recording…</translation>
    </message>
    <message>
        <source>hoặc kéo tệp vào đây</source>
        <translation>or drag one here</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>Chọn video…</source>
        <translation>Choose a video…</translation>
    </message>
    <message>
        <source>Tệp</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Chọn tệp…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>hoặc kéo tệp vào đây, hoặc dán bằng Ctrl+V</source>
        <translation>or drag one here, or paste with Ctrl+V</translation>
    </message>
</context>
<context>
    <name>Author</name>
    <message>
        <source>Chương trình gặp lỗi ngoài dự kiến ở bước vừa rồi. Các tệp bài học không bị đụng tới. Nếu lỗi lặp lại, hãy chép thông tin lỗi gửi đầu mối của tỉnh.</source>
        <translation>Something went wrong in the program just now. The lesson files were not touched. If it happens again, copy the details and send them to the province&apos;s contact.</translation>
    </message>
    <message>
        <source>Chép thông tin lỗi</source>
        <translation>Copy the details</translation>
    </message>
</context>
<context>
    <name>AuthorWindow</name>
    <message>
        <source>Soạn bài · Sơn Ca</source>
        <translation>Writing lessons · Sơn Ca</translation>
    </message>
    <message numerus="yes">
        <source>%n lỗi</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message>
        <source>Không có lỗi</source>
        <translation>No errors</translation>
    </message>
    <message numerus="yes">
        <source>%n cảnh báo</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message>
        <source>{said} Nếu đúng là muốn vậy, ghi lại danh sách mã; kết quả cũ của câu này không tính cho câu mới.</source>
        <translation>{said} If that is what you want, record the ids anew; old results of this question do not count for another.</translation>
    </message>
    <message>
        <source>Ghi lại danh sách mã</source>
        <translation>Record the ids anew</translation>
    </message>
    <message>
        <source>Chỗ này không nằm trong bài nào: tệp {path}, dòng {line}.</source>
        <translation>This is not inside a lesson: file {path}, line {line}.</translation>
    </message>
    <message>
        <source>Mở trong trình soạn thảo</source>
        <translation>Open in the editor</translation>
    </message>
    <message>
        <source>Không đọc được {path}. Hãy xem thư mục còn đó không, có quyền mở không, rồi bấm F5.</source>
        <translation>Cannot read {path}. See whether the folder is still there and may be opened, then press F5.</translation>
    </message>
    <message>
        <source>Máy chưa chọn chương trình mở loại tệp này. Hãy mở bằng Notepad: {path}</source>
        <translation>This PC has no program for this kind of file. Open it with Notepad: {path}</translation>
    </message>
    <message>
        <source>Đã mở {name}: chỗ cần sửa ở dòng {line}. Lưu tệp là bài hiện bản mới.</source>
        <translation>{name} is open: the place to mend is on line {line}. Save the file and the lesson is shown anew.</translation>
    </message>
    <message>
        <source>Bài mới</source>
        <translation>New lesson</translation>
    </message>
    <message>
        <source>Phần mới</source>
        <translation>New module</translation>
    </message>
    <message>
        <source>Đóng gói ra tệp</source>
        <translation>Pack to a file</translation>
    </message>
    <message>
        <source>Phát hành về tỉnh</source>
        <translation>Publish to the province</translation>
    </message>
    <message>
        <source>Ngôn ngữ của cửa sổ này</source>
        <translation>The language of this window</translation>
    </message>
    <message>
        <source>Mở thư mục</source>
        <translation>Open folder</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Chép ra USB…</source>
        <translation>Copy to a USB stick…</translation>
    </message>
    <message>
        <source>Chép bản sao lưu</source>
        <translation>Copy the backup</translation>
    </message>
    <message>
        <source>Sao lưu</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Máy tự sao lưu khi không ai làm việc. Bản sao lưu được mã hóa như kho dữ liệu: mở bằng chính tên và mật khẩu của cán bộ. Ảnh tỉnh đã nhận thì không chép lại. Mỗi tuần nên chép một bản ra USB cất riêng, phòng khi mất máy.</source>
        <translation>The PC backs up by itself while nobody works. A backup is encrypted like the data store: it opens with the officials’ own names and passwords. Photos that the province has received are not copied again. Put one on a USB stick each week and keep it elsewhere, in case the PC is lost.</translation>
    </message>
    <message>
        <source>Lần gần nhất: {time} ({size}).</source>
        <translation>Last backup: {time} ({size}).</translation>
    </message>
    <message>
        <source>Chưa có bản sao lưu nào trên máy.</source>
        <translation>There is no backup on this PC yet.</translation>
    </message>
    <message>
        <source>Hãy chọn USB hoặc thư mục trước.</source>
        <translation>Please choose a USB stick or a folder first.</translation>
    </message>
    <message>
        <source>Đang chép, đừng rút USB</source>
        <translation>Copying; do not remove the stick</translation>
    </message>
    <message>
        <source>Đã chép vào “{folder}”. Có thể rút USB an toàn.</source>
        <translation>Copied to “{folder}”. It is safe to remove the stick.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Ẩn thông báo</source>
        <translation>Hide this message</translation>
    </message>
</context>
<context>
    <name>Barcode</name>
    <message>
        <source>Quét bằng máy đọc mã, hoặc gõ mã rồi Enter</source>
        <translation>Scan the code, or type it and press Enter</translation>
    </message>
</context>
<context>
    <name>BringBackup</name>
    <message>
        <source>Lấy bản sao lưu</source>
        <translation>Take this backup</translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu trên USB</source>
        <translation>Restore from a backup on a USB stick</translation>
    </message>
    <message>
        <source>Chọn USB có thư mục “sonca-sao-luu-…”. Sau đó đăng nhập bằng tên và mật khẩu đã dùng trên máy cũ. Đừng dùng tiếp máy cũ: mỗi mã ghi danh chỉ dành cho một máy.</source>
        <translation>Choose the stick that has a folder “sonca-sao-luu-…”. Then sign in with the name and password used on the old PC. Do not go on using the old PC: one enrolment is for one PC.</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Hãy chọn USB hoặc thư mục trước.</source>
        <translation>Please choose a USB stick or a folder first.</translation>
    </message>
    <message>
        <source>Đang chép bản sao lưu vào máy</source>
        <translation>Copying the backup to this PC</translation>
    </message>
</context>
<context>
    <name>Buttons</name>
    <message>
        <source>Chưa có gì để chọn: câu này tùy theo câu trả lời trước.</source>
        <translation>Nothing to choose yet: this depends on an earlier answer.</translation>
    </message>
</context>
<context>
    <name>CameraPanel</name>
    <message>
        <source>Hình từ máy ảnh</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>Máy ảnh</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Chụp</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>Dùng ảnh này</source>
        <translation>Use this photo</translation>
    </message>
    <message>
        <source>Chụp lại</source>
        <translation>Take another</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Đang mở máy ảnh…</source>
        <translation>Opening the camera…</translation>
    </message>
    <message>
        <source>Hướng máy ảnh vào chỗ cần chụp rồi bấm Chụp.</source>
        <translation>Aim the camera, then press Take.</translation>
    </message>
    <message>
        <source>Ảnh đã rõ chưa? Dùng ảnh này, hoặc chụp lại.</source>
        <translation>Is it sharp? Use this photo, or take another.</translation>
    </message>
    <message>
        <source>Ảnh chụp {moment}</source>
        <translation>Photo {moment}</translation>
    </message>
    <message>
        <source>Hoặc chụp bằng điện thoại, chép ảnh vào máy này rồi chọn hay kéo ảnh vào đây.</source>
        <translation>Or take it with a telephone, copy it to this PC, and choose it or drag it here.</translation>
    </message>
    <message>
        <source>Không thấy máy ảnh nào trên máy này. Cắm webcam vào cổng USB, đợi vài giây rồi bấm Thử lại.</source>
        <translation>There is no camera on this PC. Plug a webcam into a USB port, wait a few seconds, then press Try again.</translation>
    </message>
    <message>
        <source>Máy ảnh không cho hình. Có thể Zalo, Zoom hay chương trình khác đang dùng: hãy tắt chương trình đó rồi bấm Thử lại. Nếu vẫn vậy, vào Cài đặt của Windows, mục Quyền riêng tư, Máy ảnh, và cho phép ứng dụng dùng máy ảnh; xem cả nắp che ống kính.</source>
        <translation>The camera gives no picture. Zalo, Zoom or another program may be using it: close that program, then press Try again. If that does not help, open Windows Settings, Privacy, Camera, and let apps use the camera; look for a cover over the lens too.</translation>
    </message>
    <message>
        <source>Bản Sơn Ca này hoặc hệ thống của máy không có phần đa phương tiện nên không chụp ở đây được. Hãy chụp bằng chương trình máy ảnh của máy rồi kéo ảnh vào đây. Windows N: nhờ người phụ trách máy cài Media Feature Pack.</source>
        <translation>This copy of Sơn Ca or this PC’s system has no multimedia parts, so no photo can be taken here. Take it with the PC’s own camera program and drag it here. Windows N: ask whoever looks after the PC to install the Media Feature Pack.</translation>
    </message>
</context>
<context>
    <name>CardBox</name>
    <message>
        <source>Máy này chưa biết tỉnh của mình</source>
        <translation>This PC does not know its province yet</translation>
    </message>
    <message>
        <source>Để ghi danh không cần mạng, hãy xin đầu mối của tỉnh tệp thẻ “the-tinh-….sonca” rồi cắm USB có tệp ấy và chọn ở dưới.</source>
        <translation>To enrol without a line, ask your contact in the province for the card file “the-tinh-….sonca”, plug in the stick that has it and choose it below.</translation>
    </message>
    <message>
        <source>Thẻ của {province}, dấu kiểm tra:</source>
        <translation>Card of {province}, fingerprint:</translation>
    </message>
    <message>
        <source>So với dấu in trên phiếu ghi danh. Khác dù một ký tự thì đừng dùng, và gọi đầu mối của tỉnh.</source>
        <translation>Compare it with the one printed on the enrolment sheet. If a single character differs, do not use it, and call your contact in the province.</translation>
    </message>
    <message>
        <source>Đúng như trên phiếu, dùng thẻ này</source>
        <translation>As on the sheet: use this card</translation>
    </message>
</context>
<context>
    <name>Certificate</name>
    <message>
        <source>gồm {count} bài, hoàn thành ngày {day}</source>
        <translation>Lessons: {count}. Completed on {day}.</translation>
    </message>
    <message>
        <source>GIẤY XÁC NHẬN HOÀN THÀNH</source>
        <translation>STATEMENT OF COMPLETION</translation>
    </message>
    <message>
        <source>Xác nhận</source>
        <translation>This states that</translation>
    </message>
    <message>
        <source>đã học và đạt mọi bài kiểm tra của</source>
        <translation>has learned and passed every test of</translation>
    </message>
    <message>
        <source>Số {serial}. Kiểm tra trên bất kỳ máy Sơn Ca nào của tỉnh, không cần mạng: mở Việc học của tôi, chọn Kiểm tra giấy xác nhận, rồi quét hoặc gõ mã dưới đây. Tên do máy đọc ra từ mã phải giống tên trên giấy.</source>
        <translation>No. {serial}. To verify on any Sơn Ca PC of the province, without a network: open My learning, choose Verify a statement, then scan or type the code below. The name that the PC reads from the code must be the one on this paper.</translation>
    </message>
</context>
<context>
    <name>CertificateCheckPage</name>
    <message>
        <source>Kiểm tra giấy xác nhận</source>
        <translation>Verify a statement</translation>
    </message>
    <message>
        <source>Không cần mạng: chữ ký của tỉnh nằm ngay trong mã.</source>
        <translation>No network needed: the province&apos;s signature is in the code itself.</translation>
    </message>
    <message>
        <source>Mã trên giấy</source>
        <translation>Code on the paper</translation>
    </message>
    <message>
        <source>Quét mã QR bằng đầu đọc hoặc điện thoại rồi dán vào đây, hoặc gõ theo giấy. Dấu cách, xuống dòng, chữ thường đều được.</source>
        <translation>Scan the QR code with a reader or a telephone and paste it here, or type it from the paper. Spaces, line breaks and small letters do not matter.</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Giấy thật: tỉnh đã ký đúng nội dung này</source>
        <translation>Genuine: the province signed exactly this</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Nơi công tác</source>
        <translation>Works at</translation>
    </message>
    <message>
        <source>Đã hoàn thành</source>
        <translation>Completed</translation>
    </message>
    <message>
        <source>Số bài</source>
        <translation>Lessons</translation>
    </message>
    <message>
        <source>Ngày hoàn thành</source>
        <translation>Completed on</translation>
    </message>
    <message>
        <source>Số giấy</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Hãy so tên và nội dung này với tờ giấy: giấy có thể bị sửa.</source>
        <translation>Compare the name and the rest with the paper: paper can be altered.</translation>
    </message>
    <message>
        <source>Mã chưa đọc được</source>
        <translation>The code cannot be read</translation>
    </message>
    <message>
        <source>Có ký tự gõ nhầm hoặc thiếu. Hãy so lại từng nhóm năm ký tự với giấy.</source>
        <translation>A character is wrong or missing. Compare each group of five with the paper.</translation>
    </message>
    <message>
        <source>Không xác nhận được giấy này</source>
        <translation>This paper cannot be confirmed</translation>
    </message>
    <message>
        <source>Chữ ký không phải của tỉnh: mã bị gõ nhầm, giấy bị sửa, hoặc giấy do tỉnh khác cấp. Hãy so lại mã; nếu mã đúng, đừng công nhận giấy này.</source>
        <translation>The signature is not this province&apos;s: the code is mistyped, the paper was altered, or another province issued it. Compare the code again; if it is right, do not accept this paper.</translation>
    </message>
    <message>
        <source>Giấy do bản Sơn Ca mới hơn cấp</source>
        <translation>Issued by a newer Sơn Ca</translation>
    </message>
    <message>
        <source>Hãy cập nhật Sơn Ca trên máy này rồi kiểm tra lại.</source>
        <translation>Update Sơn Ca on this PC, then verify again.</translation>
    </message>
    <message>
        <source>Máy này chưa ghi danh với tỉnh</source>
        <translation>This PC is not enrolled yet</translation>
    </message>
    <message>
        <source>Khi ghi danh xong, máy nhận chữ ký mẫu của tỉnh và kiểm tra được giấy.</source>
        <translation>Once it is enrolled, it knows the province&apos;s signature and can verify.</translation>
    </message>
</context>
<context>
    <name>Clocks</name>
    <message>
        <source>Mốc {hours} giờ đã qua {late} (hạn {by})</source>
        <translation>The {hours} h limit passed {late} ago (it was {by})</translation>
    </message>
    <message>
        <source>Mốc {hours} giờ: còn lại {left} (trước {by})</source>
        <translation>{hours} h limit: {left} left (by {by})</translation>
    </message>
    <message numerus="yes">
        <source>%n phút</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} giờ {minutes} phút</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message numerus="yes">
        <source>%n giờ</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>Địa chỉ máy chủ của tỉnh</source>
        <translation>Address of the province&apos;s server</translation>
    </message>
    <message>
        <source>Ví dụ: sonca.phutho.gov.vn</source>
        <translation>For example: sonca.phutho.gov.vn</translation>
    </message>
    <message>
        <source>Mã ghi danh</source>
        <translation>Enrolment code</translation>
    </message>
    <message>
        <source>Mười ký tự tỉnh cấp cho xã, dạng ABCDE-FGHJK. Mỗi mã dùng cho một máy.</source>
        <translation>Ten characters that the province gave your commune, like ABCDE-FGHJK. One code for one PC.</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>Tỉnh chưa gửi danh bạ xuống máy này. Hãy hỏi văn phòng UBND tỉnh số của đầu mối tỉnh, và ghi sẵn cạnh máy.</source>
        <translation>The province has not sent a directory to this computer. Ask the office of the provincial People’s Committee for its contact’s number, and keep it beside the computer.</translation>
    </message>
</context>
<context>
    <name>CopiedMark</name>
    <message>
        <source>Vẫn đúng</source>
        <translation>Still right</translation>
    </message>
    <message>
        <source>Chép</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>Bớt một</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>Thêm một</source>
        <translation>One more</translation>
    </message>
</context>
<context>
    <name>CourseTree</name>
    <message>
        <source>Các phần và bài học</source>
        <translation>Modules and lessons</translation>
    </message>
    <message numerus="yes">
        <source>%n lỗi</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cảnh báo</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Chương trình gặp lỗi ngoài dự kiến ở bước vừa rồi. Những gì đã lưu vẫn còn. Có thể làm tiếp; nếu lỗi lặp lại, hãy chép thông tin lỗi gửi đầu mối của tỉnh.</source>
        <translation>The program met an unexpected error in the last step. What was saved is still there. You can go on; if it happens again, copy the error details and send them to your contact in the province.</translation>
    </message>
    <message>
        <source>Chép thông tin lỗi</source>
        <translation>Copy error details</translation>
    </message>
    <message>
        <source>Sơn Ca đang mở sẵn: đây là cửa sổ đang dùng.</source>
        <translation>Sơn Ca is open already: this is its window.</translation>
    </message>
</context>
<context>
    <name>DriveChooser</name>
    <message>
        <source>Tìm lại USB</source>
        <translation>Look for sticks again</translation>
    </message>
    <message>
        <source>Chọn thư mục khác…</source>
        <translation>Choose another folder…</translation>
    </message>
    <message>
        <source>Chưa thấy USB nào. Cắm USB rồi bấm “Tìm lại USB”.</source>
        <translation>No USB stick found. Plug one in, then press “Look for sticks again”.</translation>
    </message>
    <message>
        <source>{name} ({folder}), chỉ đọc được</source>
        <translation>{name} ({folder}), can only be read</translation>
    </message>
    <message>
        <source>{name} ({folder}), còn trống {free}</source>
        <translation>{name} ({folder}), {free} free</translation>
    </message>
    <message>
        <source>Thư mục {folder}</source>
        <translation>Folder {folder}</translation>
    </message>
    <message>
        <source>Chọn USB hoặc thư mục chung</source>
        <translation>Choose a USB stick or a shared folder</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Bắt đầu dùng</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Khôi phục từ bản sao lưu trên USB</source>
        <translation>Restore from a backup on a USB stick</translation>
    </message>
    <message>
        <source>Đang tạo kho dữ liệu…</source>
        <translation>Creating the data file…</translation>
    </message>
    <message>
        <source>Bước {step} trên {steps}</source>
        <translation>Step {step} of {steps}</translation>
    </message>
    <message>
        <source>Người dùng đầu tiên trên máy này</source>
        <translation>The first person on this PC</translation>
    </message>
    <message>
        <source>Mật khẩu mở khóa dữ liệu đã mã hóa trên máy. Đồng nghiệp dùng chung máy được thêm sau, mỗi người một mật khẩu riêng.</source>
        <translation>The password unlocks the encrypted data on this PC. Colleagues who share the PC are added later, each with a password of their own.</translation>
    </message>
    <message>
        <source>Nối máy này với tỉnh</source>
        <translation>Connect this PC to the province</translation>
    </message>
    <message>
        <source>Hai dòng này có trên phiếu ghi danh của tỉnh. Chưa có mạng cũng được: vẫn học và soạn báo cáo, máy tự ghi danh khi có mạng, hoặc ghi danh bằng USB ở trang Đồng bộ.</source>
        <translation>These two lines are on the enrolment sheet from the province. No line yet? That is fine: learn and write reports; the PC enrols by itself when there is a line, or by stick on the Sync page.</translation>
    </message>
</context>
<context>
    <name>Folded</name>
    <message>
        <source>Thu gọn</source>
        <translation>Show less</translation>
    </message>
    <message>
        <source>Xem thêm</source>
        <translation>Show more</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Xóa bản nháp</source>
        <translation>Delete draft</translation>
    </message>
    <message>
        <source>Xóa hẳn</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>Giữ lại</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Gửi báo cáo</source>
        <translation>Send report</translation>
    </message>
    <message>
        <source>Phiếu dừng ở đây: không gửi, nên xóa bản nháp này.</source>
        <translation>The form ends here: nothing is sent. Delete this draft.</translation>
    </message>
    <message numerus="yes">
        <source>Còn %n câu bắt buộc</source>
        <translation>
            <numerusform>%n required question left</numerusform>
            <numerusform>%n required questions left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chỗ cần sửa</source>
        <translation>
            <numerusform>%n answer to correct</numerusform>
            <numerusform>%n answers to correct</numerusform>
        </translation>
    </message>
    <message>
        <source>Đã đủ, có thể gửi</source>
        <translation>Complete, ready to send</translation>
    </message>
</context>
<context>
    <name>Forgotten</name>
    <message>
        <source>1. Ghi yêu cầu ra USB</source>
        <translation>1. Write the request to USB</translation>
    </message>
    <message>
        <source>2. Đọc trả lời của tỉnh</source>
        <translation>2. Read the province&apos;s answer</translation>
    </message>
    <message>
        <source>Mật khẩu mới</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Ít nhất 12 ký tự; ghép bốn, năm từ.</source>
        <translation>At least 12 characters; put four or five words together.</translation>
    </message>
    <message>
        <source>Đặt mật khẩu và vào</source>
        <translation>Set the password and enter</translation>
    </message>
    <message>
        <source>Quên hết mật khẩu</source>
        <translation>All passwords forgotten</translation>
    </message>
    <message>
        <source>Nếu một đồng nghiệp còn nhớ mật khẩu của mình, hãy nhờ người đó đặt lại: nhanh hơn nhiều. Nếu không, ghi yêu cầu ra USB, mang đến tỉnh; tỉnh gọi lại cho lãnh đạo xã rồi ghi trả lời vào USB.</source>
        <translation>If a colleague still knows their own password, ask them to reset yours: that is much quicker. If nobody does, write a request to a USB stick and take it to the province; the province calls the commune&apos;s leader and writes the answer to the stick.</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Đã ghi “{name}”. Có thể rút USB an toàn. Đừng ghi yêu cầu lần nữa trước khi có trả lời: trả lời chỉ hợp với yêu cầu cuối.</source>
        <translation>“{name}” is written. It is safe to remove the stick. Do not write another request before there is an answer: an answer fits the last request only.</translation>
    </message>
    <message>
        <source>Hãy chọn USB hoặc thư mục trước.</source>
        <translation>Please choose a USB stick or a folder first.</translation>
    </message>
</context>
<context>
    <name>FormBody</name>
    <message>
        <source>Chép từ {day}</source>
        <translation>Copied from {day}</translation>
    </message>
    <message>
        <source>Đã sửa. Tỉnh ghi: {comment}</source>
        <translation>Mended. The province says: {comment}</translation>
    </message>
    <message>
        <source>Tỉnh ghi: {comment}</source>
        <translation>The province says: {comment}</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Bản nháp tự lưu khi gõ</source>
        <translation>Saved as you type</translation>
    </message>
    <message>
        <source>Bản nháp đã theo bản mới của biểu mẫu.</source>
        <translation>The draft is in the new version of the form now.</translation>
    </message>
    <message>
        <source>Đã lưu lúc {time}</source>
        <translation>Saved at {time}</translation>
    </message>
    <message>
        <source>Còn một tệp đang chuẩn bị: đợi hiện ra rồi bấm “Gửi báo cáo”.</source>
        <translation>A file is still being prepared: wait until it is shown, then press “Send report”.</translation>
    </message>
    <message>
        <source>Báo cáo đã xong. Máy tự gửi khi có mạng; dưới đây cho biết đã đi tới đâu.</source>
        <translation>The report is complete. The PC sends it when there is a network; what became of it stands below.</translation>
    </message>
    <message numerus="yes">
        <source>Còn %n câu chép từ báo cáo trước chưa xem lại. Sửa câu đã đổi; nếu tất cả vẫn đúng, bấm “Gửi báo cáo” lần nữa.</source>
        <translation>
            <numerusform>%n answer copied from the last report has not been looked at. Mend it if it has changed; if it is still right, press “Send report” again.</numerusform>
            <numerusform>%n answers copied from the last report have not been looked at. Mend those that have changed; if all are still right, press “Send report” again.</numerusform>
        </translation>
    </message>
    <message>
        <source>Đã xóa bản nháp.</source>
        <translation>The draft is deleted.</translation>
    </message>
</context>
<context>
    <name>FormsPage</name>
    <message>
        <source>Soạn báo cáo</source>
        <translation>Write reports</translation>
    </message>
    <message>
        <source>Soạn được khi không có mạng. Bản nháp tự lưu, mất điện cũng không mất.</source>
        <translation>You can write without a network. Drafts are saved as you type and survive a power cut.</translation>
    </message>
    <message>
        <source>Đang soạn</source>
        <translation>Drafts</translation>
    </message>
    <message>
        <source>{author} sửa lần cuối lúc {time}</source>
        <translation>Last changed by {author} at {time}</translation>
    </message>
    <message>
        <source>Sửa theo yêu cầu của tỉnh</source>
        <translation>To mend for the province</translation>
    </message>
    <message>
        <source>Viết tiếp</source>
        <translation>Go on writing</translation>
    </message>
    <message>
        <source>Chọn biểu mẫu</source>
        <translation>Choose a form</translation>
    </message>
    <message>
        <source>Ghi nhanh</source>
        <translation>Quick entry</translation>
    </message>
    <message>
        <source>Ghi nhanh: {title}</source>
        <translation>Quick entry: {title}</translation>
    </message>
    <message>
        <source>Soạn mới</source>
        <translation>Write</translation>
    </message>
</context>
<context>
    <name>Going</name>
    <message>
        <source>{done} trong {of}</source>
        <translation>{done} of {of}</translation>
    </message>
    <message>
        <source>còn chưa đến 1 phút</source>
        <translation>less than a minute left</translation>
    </message>
    <message numerus="yes">
        <source>còn khoảng %n phút</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>Hoàn tác (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Làm lại (Ctrl+Y)</source>
        <translation>Redo (Ctrl+Y)</translation>
    </message>
    <message>
        <source>Về danh sách báo cáo</source>
        <translation>Back to the reports</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Chào anh/chị {name}</source>
        <translation>Hello {name}</translation>
    </message>
    <message>
        <source>dddd, &apos;ngày&apos; d &apos;tháng&apos; M &apos;năm&apos; yyyy</source>
        <translation>dddd, d MMMM yyyy</translation>
    </message>
    <message>
        <source>Ghi nhanh</source>
        <translation>Quick entry</translation>
    </message>
    <message>
        <source>Ghi nhanh: {title}</source>
        <translation>Quick entry: {title}</translation>
    </message>
    <message>
        <source>Cần sửa ghi danh của máy này với tỉnh</source>
        <translation>The enrolment of this PC needs correcting</translation>
    </message>
    <message>
        <source>Sửa ghi danh</source>
        <translation>Correct it</translation>
    </message>
    <message>
        <source>Máy này chưa ghi danh với tỉnh</source>
        <translation>This PC is not enrolled yet</translation>
    </message>
    <message>
        <source>Khi có mạng, máy tự ghi danh. Trong lúc chờ vẫn học và soạn báo cáo được; mọi việc đã làm được giữ lại để gửi sau.</source>
        <translation>It enrols by itself when there is a network. Until then you can learn and write reports; everything is kept and sent later.</translation>
    </message>
    <message>
        <source>Xem ghi danh</source>
        <translation>See enrolment</translation>
    </message>
    <message>
        <source>Tỉnh trả lại: {title}</source>
        <translation>Returned by the province: {title}</translation>
    </message>
    <message>
        <source>Có chỗ cần sửa, đã đánh dấu trong báo cáo.</source>
        <translation>Something needs mending; it is marked in the report.</translation>
    </message>
    <message>
        <source>Sửa và gửi lại</source>
        <translation>Mend and send again</translation>
    </message>
    <message>
        <source>Tỉnh thông báo, {time}: {by}</source>
        <translation>Announced by the province, {time}: {by}</translation>
    </message>
    <message>
        <source>Đã đọc</source>
        <translation>I have read it</translation>
    </message>
    <message>
        <source>Tỉnh giao học: {title}</source>
        <translation>The province asks you to learn: {title}</translation>
    </message>
    <message>
        <source>Tỉnh yêu cầu báo cáo: {title}</source>
        <translation>The province asks for a report: {title}</translation>
    </message>
    <message>
        <source>Làm báo cáo</source>
        <translation>Fill it in</translation>
    </message>
    <message>
        <source>d/M/yyyy</source>
        <translation>d/M/yyyy</translation>
    </message>
    <message>
        <source>Đã quá hạn {day}.</source>
        <translation>Overdue since {day}.</translation>
    </message>
    <message>
        <source>Hạn: hết ngày {day}.</source>
        <translation>Due by the end of {day}.</translation>
    </message>
    <message>
        <source>Người giao: {by}.</source>
        <translation>Assigned by {by}.</translation>
    </message>
    <message numerus="yes">
        <source>%n phút ôn hôm nay</source>
        <translation>
            <numerusform>%n minute of review today</numerusform>
            <numerusform>%n minutes of review today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n câu đã từng trả lời chưa đúng, ôn lại cho nhớ lâu.</source>
        <translation>
            <numerusform>%n question you once missed, back so that it stays with you.</numerusform>
            <numerusform>%n questions you once missed, back so that they stay with you.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ôn tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Bắt đầu ôn</source>
        <translation>Start review</translation>
    </message>
    <message>
        <source>Đã hoàn thành mọi bài học</source>
        <translation>All lessons are done</translation>
    </message>
    <message>
        <source>Bài mới của tỉnh sẽ hiện ở đây. Có thể mở lại bài bất kỳ để ôn.</source>
        <translation>New lessons from the province will show here. You can open any lesson again.</translation>
    </message>
    <message>
        <source>Xem các bài học</source>
        <translation>See the lessons</translation>
    </message>
    <message>
        <source>Đang làm dở bài kiểm tra: {title}</source>
        <translation>Quiz under way: {title}</translation>
    </message>
    <message>
        <source>Những câu đã trả lời vẫn còn nguyên.</source>
        <translation>Your answers are still there.</translation>
    </message>
    <message>
        <source>Làm tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Bài học tiếp theo: {title}</source>
        <translation>Next lesson: {title}</translation>
    </message>
    <message numerus="yes">
        <source>Khoảng %n phút.</source>
        <translation>
            <numerusform>About %n minute.</numerusform>
            <numerusform>About %n minutes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Đã đọc, chưa đạt bài kiểm tra.</source>
        <translation>Read, quiz not passed yet.</translation>
    </message>
    <message>
        <source>Học bài này</source>
        <translation>Open lesson</translation>
    </message>
    <message>
        <source>Đang sửa theo yêu cầu của tỉnh: {title}</source>
        <translation>Being mended for the province: {title}</translation>
    </message>
    <message>
        <source>Bản nháp: {title}</source>
        <translation>Draft: {title}</translation>
    </message>
    <message>
        <source>{author} sửa lần cuối lúc {time}.</source>
        <translation>Last changed by {author} at {time}.</translation>
    </message>
    <message>
        <source>Viết tiếp</source>
        <translation>Go on writing</translation>
    </message>
    <message>
        <source>Soạn báo cáo</source>
        <translation>Write a report</translation>
    </message>
    <message numerus="yes">
        <source>%n việc chờ gửi về tỉnh</source>
        <translation>
            <numerusform>%n item waits to be sent</numerusform>
            <numerusform>%n items wait to be sent</numerusform>
        </translation>
    </message>
    <message>
        <source>Máy tự gửi khi có mạng. Không cần làm gì.</source>
        <translation>The PC sends them when there is a network. Nothing to do.</translation>
    </message>
    <message>
        <source>Xem chi tiết</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>Issue</name>
    <message>
        <source>Câu này bắt buộc: hãy trả lời.</source>
        <translation>This question is required: please answer.</translation>
    </message>
    <message>
        <source>Hãy nhập số nguyên, ví dụ 12.</source>
        <translation>Enter a whole number, such as 12.</translation>
    </message>
    <message>
        <source>Hãy nhập một con số, ví dụ 12,5.</source>
        <translation>Enter a number, such as 12.5.</translation>
    </message>
    <message>
        <source>Hãy nhập ngày có thật, dạng 22/11/2026.</source>
        <translation>Enter a real date, like 22/11/2026.</translation>
    </message>
    <message>
        <source>Hãy nhập giờ dạng 08:30.</source>
        <translation>Enter a time like 08:30.</translation>
    </message>
    <message>
        <source>Hãy nhập đủ ngày và giờ, ví dụ 22/11/2026 và 08:30.</source>
        <translation>Enter both date and time, such as 22/11/2026 and 08:30.</translation>
    </message>
    <message>
        <source>Hãy gõ hai số của điểm: vĩ độ rồi kinh độ, ví dụ 21,0285 và 105,8542.</source>
        <translation>Please type the point&apos;s two numbers: latitude, then longitude, e.g. 21.0285 and 105.8542.</translation>
    </message>
    <message>
        <source>Hãy gõ mỗi dòng một điểm, ít nhất hai điểm.</source>
        <translation>Please type one point on each line, at least two points.</translation>
    </message>
    <message>
        <source>Hãy gõ mỗi dòng một điểm, ít nhất ba điểm.</source>
        <translation>Please type one point on each line, at least three points.</translation>
    </message>
    <message>
        <source>Hãy xếp đủ mọi mục trong danh sách.</source>
        <translation>Please put every entry of the list in order.</translation>
    </message>
    <message>
        <source>Hãy chọn số từ {start} đến {end}, mỗi bước {step}.</source>
        <translation>Please choose a number from {start} to {end}, in steps of {step}.</translation>
    </message>
    <message>
        <source>Lựa chọn này không còn trong danh sách: hãy chọn lại.</source>
        <translation>This choice is no longer in the list: choose again.</translation>
    </message>
    <message>
        <source>Câu trả lời chưa hợp lệ: hãy xem lại.</source>
        <translation>The answer is not valid: please check it.</translation>
    </message>
</context>
<context>
    <name>Journey</name>
    <message>
        <source>đã ghi, chờ gửi</source>
        <translation>written, waiting</translation>
    </message>
    <message>
        <source>đã ghi ra USB</source>
        <translation>on a USB stick</translation>
    </message>
    <message>
        <source>đã gửi, chờ xác nhận</source>
        <translation>sent, not confirmed yet</translation>
    </message>
    <message>
        <source>tỉnh đã nhận</source>
        <translation>province has it</translation>
    </message>
    <message>
        <source>tỉnh đã đọc</source>
        <translation>province read it</translation>
    </message>
    <message>
        <source>tỉnh không nhận được</source>
        <translation>province could not take it</translation>
    </message>
</context>
<context>
    <name>JourneyCard</name>
    <message>
        <source>Đường đi của từng việc</source>
        <translation>The way of each thing</translation>
    </message>
    <message>
        <source>Đã ghi trên máy → đã gửi → tỉnh đã nhận → tỉnh đã đọc. Việc chưa được tỉnh nhận đứng trước.</source>
        <translation>Written on the PC → sent → received by the province → read by the province. What the province does not have yet comes first.</translation>
    </message>
    <message>
        <source>Xem nhiều hơn</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>Báo cáo: {name}, lần {n}</source>
        <translation>Report: {name}, revision {n}</translation>
    </message>
    <message>
        <source>Báo cáo: {name}</source>
        <translation>Report: {name}</translation>
    </message>
    <message>
        <source>Bài kiểm tra: {name}</source>
        <translation>Test: {name}</translation>
    </message>
    <message>
        <source>Đọc bài: {name}</source>
        <translation>Lesson read: {name}</translation>
    </message>
    <message>
        <source>Cán bộ: {name}</source>
        <translation>Official: {name}</translation>
    </message>
    <message>
        <source>Lãnh đạo duyệt báo cáo</source>
        <translation>Report approved by a leader</translation>
    </message>
</context>
<context>
    <name>LeaderTick</name>
    <message>
        <source>Là lãnh đạo, được ký duyệt báo cáo (tỉnh thấy ai là lãnh đạo)</source>
        <translation>Is a leader and may sign reports (the province sees who is)</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>Khoảng {minutes} phút</source>
        <translation>About {minutes} min</translation>
    </message>
    <message>
        <source>Học xong bài này, anh/chị sẽ:</source>
        <translation>After this lesson you will:</translation>
    </message>
</context>
<context>
    <name>LessonListPage</name>
    <message>
        <source>Bài học</source>
        <translation>Lessons</translation>
    </message>
    <message>
        <source>Mỗi bài 10–15 phút, có bài kiểm tra ở cuối. Học lúc nào cũng được, không cần mạng.</source>
        <translation>Each takes 10–15 minutes and ends with a quiz. Learn whenever you like, no network needed.</translation>
    </message>
    <message>
        <source>Tìm trong mọi bài học…</source>
        <translation>Search all lessons…</translation>
    </message>
    <message>
        <source>Việc học của tôi</source>
        <translation>My learning</translation>
    </message>
    <message>
        <source>Đạt {passed} trên {all} bài</source>
        <translation>{passed} of {all} passed</translation>
    </message>
    <message numerus="yes">
        <source>%n phút</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>điểm cao nhất {percent} %</source>
        <translation>best score {percent} %</translation>
    </message>
    <message>
        <source>Đạt</source>
        <translation>Passed</translation>
    </message>
    <message>
        <source>Đang kiểm tra</source>
        <translation>Quiz under way</translation>
    </message>
    <message>
        <source>Chưa đạt</source>
        <translation>Not passed yet</translation>
    </message>
    <message>
        <source>Đã đọc</source>
        <translation>I have read it</translation>
    </message>
    <message>
        <source>Làm tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Đọc lại</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>Học</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>LessonPane</name>
    <message>
        <source>Bài học như cán bộ sẽ thấy</source>
        <translation>The lesson as officials will see it</translation>
    </message>
    <message>
        <source>Câu hỏi ({count})</source>
        <translation>Questions ({count})</translation>
    </message>
    <message>
        <source>Bài học</source>
        <translation>Lesson</translation>
    </message>
    <message>
        <source>Câu hỏi</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Thử bài kiểm tra</source>
        <translation>Try the quiz</translation>
    </message>
    <message>
        <source>Bài bằng {language}</source>
        <translation>The lesson in {language}</translation>
    </message>
    <message>
        <source>Mở tệp bài này trong trình soạn thảo</source>
        <translation>Open this lesson&apos;s file in the editor</translation>
    </message>
</context>
<context>
    <name>LessonPaper</name>
    <message>
        <source>Nguồn</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>Sơn Ca · {title} · in ngày {day} · trang {page}/{pages}</source>
        <translation>Sơn Ca · {title} · printed {day} · page {page}/{pages}</translation>
    </message>
    <message>
        <source>đã kiểm tra ngày {day}</source>
        <translation>checked {day}</translation>
    </message>
</context>
<context>
    <name>LessonSheet</name>
    <message>
        <source>Bài mới</source>
        <translation>New lesson</translation>
    </message>
    <message>
        <source>Bài mới có sẵn khung: phần khai báo ở đầu, nội dung, ba câu hỏi mẫu. Thay từng đoạn mẫu bằng chữ của mình.</source>
        <translation>A new lesson comes with a frame: front matter, text, three sample questions. Put your own words in their place.</translation>
    </message>
    <message>
        <source>Tạo bài</source>
        <translation>Make the lesson</translation>
    </message>
    <message>
        <source>Thuộc phần</source>
        <translation>In module</translation>
    </message>
    <message>
        <source>Tên bài</source>
        <translation>Title of the lesson</translation>
    </message>
    <message>
        <source>Mã bài</source>
        <translation>Id of the lesson</translation>
    </message>
    <message>
        <source>Tự đặt theo tên; sửa được. Không đổi mã sau khi đã phát hành.</source>
        <translation>Made from the title; you may change it. Never change it once published.</translation>
    </message>
</context>
<context>
    <name>Line</name>
    <message>
        <source>tạm ngừng; bấm “Tự đồng bộ trở lại” để gửi</source>
        <translation>paused; press “Sync by itself again” to send</translation>
    </message>
    <message>
        <source>đợi đến giờ đã chọn trong Cài đặt</source>
        <translation>wait for the hours chosen in Settings</translation>
    </message>
    <message>
        <source>đã hết mức hôm nay, sáng mai gửi tiếp</source>
        <translation>today&apos;s limit is reached; they go on tomorrow</translation>
    </message>
</context>
<context>
    <name>LineCard</name>
    <message>
        <source>Tạm ngừng tự đồng bộ</source>
        <translation>Pause automatic sync</translation>
    </message>
    <message>
        <source>Chỉ gửi ảnh và tệp trong giờ này</source>
        <translation>Send photos and files only between these times</translation>
    </message>
    <message>
        <source>Dùng mạng</source>
        <translation>Use of the network</translation>
    </message>
    <message>
        <source>Dành cho máy dùng 3G, 4G hoặc mạng tính tiền theo dung lượng. Việc làm xong chỉ vài kB nên luôn được gửi; ảnh, tệp và bài học mới thì đợi đúng giờ và trong mức.</source>
        <translation>For PCs on 3G, 4G or any line paid by volume. Finished work is a few kB and is always sent; photos, files and new lessons wait for the hours and stay within the limit.</translation>
    </message>
    <message>
        <source>&amp;Từ</source>
        <translation>&amp;From</translation>
    </message>
    <message>
        <source>Đế&amp;n</source>
        <translation>&amp;To</translation>
    </message>
    <message>
        <source>Ảnh và tệp được gửi bất cứ lúc nào.</source>
        <translation>Photos and files go at any time.</translation>
    </message>
    <message>
        <source>Hai giờ giống nhau: ảnh và tệp được gửi bất cứ lúc nào.</source>
        <translation>Both times are the same: photos and files go at any time.</translation>
    </message>
    <message>
        <source>Ảnh và tệp chỉ đi từ {first} đến {last} mỗi ngày.</source>
        <translation>Photos and files go only from {first} to {last} each day.</translation>
    </message>
    <message>
        <source>Ảnh và tệp chỉ đi từ {first} đến {last} sáng hôm sau.</source>
        <translation>Photos and files go only from {first} to {last} the next morning.</translation>
    </message>
    <message>
        <source>&amp;Mức dùng mỗi ngày</source>
        <translation>&amp;Daily limit</translation>
    </message>
    <message>
        <source>Không giới hạn</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>Hôm nay đã dùng {size}, tính cả gửi và nhận.</source>
        <translation>{size} used today, up and down.</translation>
    </message>
</context>
<context>
    <name>Masked</name>
    <message>
        <source>Hiện chữ đã gõ</source>
        <translation>Show what was typed</translation>
    </message>
    <message>
        <source>Che chữ đã gõ</source>
        <translation>Hide what was typed</translation>
    </message>
</context>
<context>
    <name>Mastery</name>
    <message>
        <source>Đạt khi {right} trong {last} câu cuối đúng.</source>
        <translation>Passed when {right} of the last {last} answers are right.</translation>
    </message>
    <message>
        <source>Đạt khi được từ {mark} % số điểm.</source>
        <translation>Passed with {mark} % of the points or more.</translation>
    </message>
    <message>
        <source>Anh/chị đã đạt bài này.</source>
        <translation>You have passed this lesson.</translation>
    </message>
    <message>
        <source>Hiện đúng {have} trong {last} câu cuối.</source>
        <translation>Right so far: {have} of the last {last}.</translation>
    </message>
    <message>
        <source>Cao nhất đến nay {have} %.</source>
        <translation>Best so far {have} %.</translation>
    </message>
    <message>
        <source>Chưa đạt: cần {right} trong {last} câu cuối đúng, hiện đúng {have}.</source>
        <translation>Not passed yet: {right} of the last {last} answers must be right, now {have} are.</translation>
    </message>
    <message>
        <source>Chưa đạt: cần từ {mark} %.</source>
        <translation>Not passed yet: {mark} % is needed.</translation>
    </message>
</context>
<context>
    <name>Match</name>
    <message>
        <source>Ghép với: {text}</source>
        <translation>Match with: {text}</translation>
    </message>
    <message>
        <source>Chọn…</source>
        <translation>Choose…</translation>
    </message>
</context>
<context>
    <name>MediaBox</name>
    <message>
        <source>Không đọc được hình “{name}” của biểu mẫu. Vẫn trả lời được; hãy báo đầu mối của tỉnh.</source>
        <translation>The form’s picture “{name}” cannot be read. You can answer all the same; tell the province’s contact.</translation>
    </message>
    <message>
        <source>Thiếu hình “{name}” của biểu mẫu. Vẫn trả lời được; hãy báo đầu mối của tỉnh.</source>
        <translation>The form’s picture “{name}” is missing. You can answer all the same; tell the province’s contact.</translation>
    </message>
    <message>
        <source>Thu nhỏ hình</source>
        <translation>Small picture</translation>
    </message>
    <message>
        <source>Xem hình lớn</source>
        <translation>Large picture</translation>
    </message>
</context>
<context>
    <name>ModuleSheet</name>
    <message>
        <source>Bắt đầu khóa mới</source>
        <translation>Begin a new course</translation>
    </message>
    <message>
        <source>Phần mới</source>
        <translation>New module</translation>
    </message>
    <message>
        <source>Thư mục này chưa có khóa học nào. Đặt tên phần đầu tiên, chương trình tạo các tệp cần có; tên khóa học sửa được sau trong tệp course.yml.</source>
        <translation>There is no course in this folder yet. Name its first module and the files it needs are made; the course&apos;s title can be changed later in course.yml.</translation>
    </message>
    <message>
        <source>Một phần gồm nhiều bài cùng chủ đề, nằm trong một thư mục con.</source>
        <translation>A module holds lessons on one subject, in a folder of their own.</translation>
    </message>
    <message>
        <source>Tạo phần</source>
        <translation>Make the module</translation>
    </message>
    <message>
        <source>Tên phần</source>
        <translation>Title of the module</translation>
    </message>
    <message>
        <source>Mã phần</source>
        <translation>Id of the module</translation>
    </message>
    <message>
        <source>Một hai chữ cái không dấu, ví dụ t. Không đổi mã sau khi đã phát hành.</source>
        <translation>One or two plain letters, such as t. Never change it once published.</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>{clock} hôm nay</source>
        <translation>{clock} today</translation>
    </message>
    <message>
        <source>{clock} hôm qua</source>
        <translation>{clock} yesterday</translation>
    </message>
    <message>
        <source>{clock} ngày {date}</source>
        <translation>{clock} on {date}</translation>
    </message>
</context>
<context>
    <name>Month</name>
    <message>
        <source>năm, ví dụ 2026</source>
        <translation>year, e.g. 2026</translation>
    </message>
    <message>
        <source>tháng/năm, ví dụ 11/2026</source>
        <translation>month/year, e.g. 11/2026</translation>
    </message>
</context>
<context>
    <name>MyLearningPage</name>
    <message>
        <source>Việc học của tôi</source>
        <translation>My learning</translation>
    </message>
    <message>
        <source>Chỉ tính của {name} trên máy này.</source>
        <translation>What {name} did on this PC.</translation>
    </message>
    <message>
        <source>Nên làm tiếp</source>
        <translation>What to do next</translation>
    </message>
    <message numerus="yes">
        <source>Ôn %n câu đến hạn hôm nay</source>
        <translation>
            <numerusform>Review %n question due today</numerusform>
            <numerusform>Review %n questions due today</numerusform>
        </translation>
    </message>
    <message>
        <source>Ôn</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Làm nốt bài kiểm tra: {title}</source>
        <translation>Finish the quiz: {title}</translation>
    </message>
    <message>
        <source>Làm tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Kiểm tra: {title}</source>
        <translation>Quiz: {title}</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Take the quiz</translation>
    </message>
    <message>
        <source>Học: {title}</source>
        <translation>Learn: {title}</translation>
    </message>
    <message>
        <source>Học</source>
        <translation>Learn</translation>
    </message>
    <message>
        <source>Đã đạt mọi bài. Có thể mở lại bài bất kỳ.</source>
        <translation>Every lesson is passed. Any of them can be opened again.</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>See</translation>
    </message>
    <message>
        <source>Đạt {passed} trên {all} bài</source>
        <translation>{passed} of {all} lessons passed</translation>
    </message>
    <message>
        <source>Đã học</source>
        <translation>Done so far</translation>
    </message>
    <message>
        <source>đạt {passed} trên {all}</source>
        <translation>{passed} of {all} passed</translation>
    </message>
    <message>
        <source>đang học {begun}</source>
        <translation>{begun} begun</translation>
    </message>
    <message>
        <source>đạt</source>
        <translation>passed</translation>
    </message>
    <message>
        <source>đang học</source>
        <translation>begun</translation>
    </message>
    <message>
        <source>chưa học</source>
        <translation>not begun</translation>
    </message>
    <message>
        <source>Ôn tập những ngày tới</source>
        <translation>Review in the days ahead</translation>
    </message>
    <message>
        <source>Số câu mỗi ngày.</source>
        <translation>Questions each day.</translation>
    </message>
    <message numerus="yes">
        <source>Hôm nay đã ôn %n câu.</source>
        <translation>
            <numerusform>%n question reviewed today.</numerusform>
            <numerusform>%n questions reviewed today.</numerusform>
        </translation>
    </message>
    <message>
        <source>Chưa có câu nào phải ôn: câu trả lời sai sẽ trở lại ở đây.</source>
        <translation>Nothing to review yet: what you get wrong comes back here.</translation>
    </message>
    <message>
        <source>tổng cộng {time}</source>
        <translation>{time} in all</translation>
    </message>
    <message>
        <source>Thời gian học mỗi tuần</source>
        <translation>Time spent each week</translation>
    </message>
    <message>
        <source>Số phút đọc bài và trả lời câu hỏi, theo tuần bắt đầu ngày</source>
        <translation>Minutes of reading and answering, by the week that begins on</translation>
    </message>
    <message>
        <source>Tuần này</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>{week}: {minutes} phút</source>
        <translation>{week}: {minutes} minutes</translation>
    </message>
    <message>
        <source>Thời gian học mỗi tuần: {weeks}.</source>
        <translation>Time spent each week: {weeks}.</translation>
    </message>
    <message>
        <source>Giấy xác nhận hoàn thành</source>
        <translation>Statements of completion</translation>
    </message>
    <message>
        <source>Khi đạt hết một học phần, tỉnh ký giấy xác nhận ở lần đồng bộ sau đó, và giấy hiện ở đây để in.</source>
        <translation>When you have passed a whole module, the province signs a statement at the next sync, and it shows here to print.</translation>
    </message>
    <message>
        <source>Hoàn thành ngày {day} · số {serial}</source>
        <translation>Completed on {day} · no. {serial}</translation>
    </message>
    <message>
        <source>Lưu PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Kiểm tra giấy xác nhận của người khác</source>
        <translation>Verify somebody&apos;s statement</translation>
    </message>
    <message numerus="yes">
        <source>%n phút</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>{hours} giờ {minutes} phút</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
</context>
<context>
    <name>MyReportPage</name>
    <message>
        <source>Về danh sách báo cáo</source>
        <translation>Back to the reports</translation>
    </message>
    <message>
        <source>In hoặc lưu PDF</source>
        <translation>Print or save as PDF</translation>
    </message>
    <message>
        <source>{author} gửi lúc {time}</source>
        <translation>Sent by {author} at {time}</translation>
    </message>
    <message>
        <source>Lãnh đạo ký duyệt: {who}</source>
        <translation>Signed by: {who}</translation>
    </message>
    <message>
        <source>Mã lỗi: {reason}</source>
        <translation>Error code: {reason}</translation>
    </message>
    <message>
        <source>Sửa tiếp</source>
        <translation>Go on mending</translation>
    </message>
    <message>
        <source>Sửa và gửi lại</source>
        <translation>Mend and send again</translation>
    </message>
    <message>
        <source>Có tệp đính kèm không gửi được (xem bên dưới). Báo cáo vẫn còn nguyên: thay tệp rồi gửi lại là đủ.</source>
        <translation>An attached file did not get there (see below). The report is whole: replace the file and send again, that is enough.</translation>
    </message>
    <message>
        <source>Thay tệp và gửi lại</source>
        <translation>Replace the file and send again</translation>
    </message>
    <message>
        <source>Tỉnh</source>
        <translation>The province</translation>
    </message>
    <message>
        <source>{who} trả lời lúc {time}</source>
        <translation>Answered by {who} at {time}</translation>
    </message>
    <message>
        <source>Nội dung đã gửi</source>
        <translation>What was sent</translation>
    </message>
    <message>
        <source>Nội dung gửi lần {number}</source>
        <translation>What was sent, number {number}</translation>
    </message>
    <message>
        <source>Tỉnh ghi: {comment}</source>
        <translation>The province says: {comment}</translation>
    </message>
    <message>
        <source>tỉnh đã nhận</source>
        <translation>with the province</translation>
    </message>
    <message>
        <source>không gửi được</source>
        <translation>did not get there</translation>
    </message>
    <message>
        <source>chờ gửi</source>
        <translation>waiting to be sent</translation>
    </message>
    <message>
        <source>Các lần gửi</source>
        <translation>Revisions</translation>
    </message>
    <message>
        <source>Lần {revision}: {author} gửi lúc {time}</source>
        <translation>No. {revision}: sent by {author} at {time}</translation>
    </message>
    <message>
        <source>Đang xem</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Xem lần {number}</source>
        <translation>Open number {number}</translation>
    </message>
</context>
<context>
    <name>MyReportsPage</name>
    <message>
        <source>Báo cáo của tôi</source>
        <translation>My reports</translation>
    </message>
    <message>
        <source>Mọi báo cáo đã gửi từ máy này và trả lời của tỉnh.</source>
        <translation>Every report sent from this PC, and the province&apos;s answers.</translation>
    </message>
    <message numerus="yes">
        <source>%n bản nháp đang soạn</source>
        <translation>
            <numerusform>%n draft</numerusform>
            <numerusform>%n drafts</numerusform>
        </translation>
    </message>
    <message>
        <source>Tỉnh trả lại, cần sửa</source>
        <translation>Returned, to be mended</translation>
    </message>
    <message>
        <source>Báo cáo khác</source>
        <translation>Other reports</translation>
    </message>
    <message numerus="yes">
        <source>Xem thêm %n báo cáo cũ hơn</source>
        <translation>
            <numerusform>Show %n older report</numerusform>
            <numerusform>Show %n older reports</numerusform>
        </translation>
    </message>
    <message>
        <source>Chưa gửi báo cáo nào.</source>
        <translation>No report sent yet.</translation>
    </message>
    <message>
        <source>Báo cáo đã gửi, tình trạng và trả lời của tỉnh sẽ hiện ở đây.</source>
        <translation>Reports that you send, their state and the province&apos;s answers will show here.</translation>
    </message>
    <message>
        <source>Soạn báo cáo</source>
        <translation>Write a report</translation>
    </message>
    <message>
        <source>{author} gửi lúc {time}</source>
        <translation>Sent by {author} at {time}</translation>
    </message>
    <message>
        <source>lần gửi thứ {revision}</source>
        <translation>revision {revision}</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Xem: {title}, {state}</source>
        <translation>Open: {title}, {state}</translation>
    </message>
</context>
<context>
    <name>Newcomer</name>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Chức vụ</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Ví dụ: Công chức Văn phòng HĐND và UBND</source>
        <translation>For example: Officer, Office of the People&apos;s Council and Committee</translation>
    </message>
    <message>
        <source>Điện thoại công vụ (không bắt buộc)</source>
        <translation>Office telephone (optional)</translation>
    </message>
    <message>
        <source>Tỉnh gọi số này khi cần hỏi lại về một báo cáo.</source>
        <translation>The province calls it to ask about a report.</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Ít nhất {minimum} ký tự. Nên ghép bốn, năm từ dễ nhớ với mình, khó đoán với người khác.</source>
        <translation>At least {minimum} characters. Best: four or five words, easy for you to remember and hard for others to guess.</translation>
    </message>
    <message>
        <source>Nhập lại mật khẩu</source>
        <translation>Password again</translation>
    </message>
    <message>
        <source>Hai lần nhập mật khẩu chưa giống nhau.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>Còn %n chỗ được đánh dấu bên dưới.</source>
        <translation>
            <numerusform>%n marked place is still to be mended below.</numerusform>
            <numerusform>%n marked places are still to be mended below.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mọi chỗ được đánh dấu đều đã sửa.</source>
        <translation>Every marked place was mended.</translation>
    </message>
    <message>
        <source>Báo cáo trước gửi ngày {day}. Có thể chép những gì không đổi.</source>
        <translation>The last report was sent on {day}. What has not changed can be copied.</translation>
    </message>
    <message>
        <source>Chép từ báo cáo trước</source>
        <translation>Copy from the last report</translation>
    </message>
    <message numerus="yes">
        <source>Đã chép %n câu, có dấu “Chép từ…”. Xem lại trước khi gửi.</source>
        <translation>
            <numerusform>%n answer was copied and marked “Copied from…”. Look at it before you send.</numerusform>
            <numerusform>%n answers were copied and marked “Copied from…”. Look at them before you send.</numerusform>
        </translation>
    </message>
    <message>
        <source>Xem và chuyển</source>
        <translation>See and move</translation>
    </message>
    <message>
        <source>Biểu mẫu này có bản mới. Bản nháp vẫn theo bản cũ cho đến khi chuyển; gửi theo bản cũ cũng được.</source>
        <translation>This form has a new version. The draft stays with the old one until it is moved; it can be sent as it is, too.</translation>
    </message>
    <message>
        <source>Chuyển sang bản mới của biểu mẫu</source>
        <translation>Move to the new version of the form</translation>
    </message>
    <message numerus="yes">
        <source>%n câu trả lời chuyển được.</source>
        <translation>
            <numerusform>%n answer finds its place.</numerusform>
            <numerusform>%n answers find their place.</numerusform>
        </translation>
    </message>
    <message>
        <source>Không còn chỗ ở bản mới, sẽ mất khi chuyển:</source>
        <translation>No place in the new version; lost by moving:</translation>
    </message>
    <message>
        <source>Phải xem lại sau khi chuyển:</source>
        <translation>To look at after moving:</translation>
    </message>
    <message>
        <source>Chuyển sang bản mới</source>
        <translation>Move to the new version</translation>
    </message>
    <message>
        <source>Giữ bản cũ</source>
        <translation>Keep the old one</translation>
    </message>
    <message>
        <source>Tỉnh trả lại báo cáo này</source>
        <translation>The province returned this report</translation>
    </message>
</context>
<context>
    <name>NumberPicker</name>
    <message>
        <source>Gõ số, hoặc ↓ để chọn</source>
        <translation>Type a number, or ↓ to choose</translation>
    </message>
</context>
<context>
    <name>OpenSheet</name>
    <message>
        <source>Soạn bài</source>
        <translation>Write lessons</translation>
    </message>
    <message>
        <source>Mở thư mục bài học để xem bài đúng như cán bộ sẽ thấy, biết chỗ nào cần sửa, làm thử bài kiểm tra, rồi đóng gói hoặc phát hành. Thư mục trống cũng được: chương trình giúp bắt đầu khóa mới.</source>
        <translation>Open a folder of lessons to see them as officials will, learn what needs mending, try the quizzes, then pack or publish. An empty folder will do: a new course is begun in it.</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Thư mục bài học</source>
        <translation>Folder of lessons</translation>
    </message>
    <message>
        <source>Chọn thư mục…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>Không có thư mục này. Hãy bấm “Chọn thư mục…” để tìm nó trên máy.</source>
        <translation>There is no such folder. Press “Choose a folder…” to find it on this PC.</translation>
    </message>
    <message>
        <source>Chọn thư mục bài học</source>
        <translation>Choose the folder of lessons</translation>
    </message>
</context>
<context>
    <name>PackSheet</name>
    <message>
        <source>Đóng gói ra tệp</source>
        <translation>Pack to a file</translation>
    </message>
    <message>
        <source>Cả khóa thành một tệp .zip, để tải lên trang quản lý của tỉnh hoặc chép vào USB.</source>
        <translation>The whole course as one .zip file, to upload to the province&apos;s console or to carry on a stick.</translation>
    </message>
    <message>
        <source>Đóng gói</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>Ghi vào tệp</source>
        <translation>Write to file</translation>
    </message>
    <message>
        <source>Chọn nơi khác…</source>
        <translation>Choose another place…</translation>
    </message>
    <message>
        <source>Không có thư mục chứa tệp này. Hãy chọn nơi khác.</source>
        <translation>There is no folder for this file. Choose another place.</translation>
    </message>
</context>
<context>
    <name>PasswordField</name>
    <message>
        <source>Hiện mật khẩu</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>Phím Caps Lock có vẻ đang bật.</source>
        <translation>Caps Lock seems to be on.</translation>
    </message>
    <message>
        <source>Che mật khẩu</source>
        <translation>Hide password</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Người dùng trên máy này</source>
        <translation>People on this PC</translation>
    </message>
    <message>
        <source>Mỗi người một mật khẩu. Ai cũng có thể đặt lại mật khẩu cho đồng nghiệp quên.</source>
        <translation>Each has a password of their own. Anybody here can reset the password of a colleague who forgot it.</translation>
    </message>
    <message>
        <source>Lãnh đạo</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>Đổi chức vụ</source>
        <translation>Change position</translation>
    </message>
    <message>
        <source>Đổi chức vụ của {name}</source>
        <translation>Change the position of {name}</translation>
    </message>
    <message>
        <source>Đang đăng nhập</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>Đổi mật khẩu</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Đặt lại mật khẩu</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>Đặt lại mật khẩu cho {name}</source>
        <translation>Reset the password of {name}</translation>
    </message>
    <message>
        <source>Thêm đồng nghiệp</source>
        <translation>Add a colleague</translation>
    </message>
    <message>
        <source>Thêm lãnh đạo</source>
        <translation>Add a leader</translation>
    </message>
    <message>
        <source>Lãnh đạo ngồi vào máy, tự đặt mật khẩu của mình. Bản nháp vẫn được giữ.</source>
        <translation>The leader sits down at the PC and sets their own password. The draft is kept.</translation>
    </message>
    <message>
        <source>Đồng nghiệp ngồi vào máy, tự đặt mật khẩu của mình.</source>
        <translation>The colleague sits down here and chooses a password.</translation>
    </message>
    <message>
        <source>Thêm</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Đã thêm {name}. Bấm “Gửi báo cáo” để lãnh đạo ký duyệt.</source>
        <translation>{name} was added. Press “Send report” for the leader to sign it off.</translation>
    </message>
    <message>
        <source>Đã thêm {name}.</source>
        <translation>{name} is added.</translation>
    </message>
    <message>
        <source>Đổi mật khẩu của mình</source>
        <translation>Change my password</translation>
    </message>
    <message>
        <source>Mật khẩu đang dùng</source>
        <translation>Current password</translation>
    </message>
    <message>
        <source>Đã đổi mật khẩu. Lần sau đăng nhập bằng mật khẩu mới.</source>
        <translation>The password is changed. Use the new one next time.</translation>
    </message>
    <message>
        <source>Người đó ngồi vào máy và tự đặt. Mật khẩu cũ sẽ không dùng được nữa.</source>
        <translation>That person sits down here and chooses it. The old password will no longer work.</translation>
    </message>
    <message>
        <source>Đã đặt lại mật khẩu cho {name}.</source>
        <translation>The password of {name} is reset.</translation>
    </message>
    <message>
        <source>Tỉnh được báo chức vụ mới và ai đã đổi, ở lần đồng bộ sau.</source>
        <translation>The province is told the new position, and who changed it, at the next sync.</translation>
    </message>
    <message>
        <source>Chức vụ</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Đã đổi chức vụ của {name}.</source>
        <translation>The position of {name} was changed.</translation>
    </message>
    <message>
        <source>Mật khẩu mới</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Ít nhất {minimum} ký tự.</source>
        <translation>At least {minimum} characters.</translation>
    </message>
    <message>
        <source>Nhập lại mật khẩu mới</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>Mật khẩu đang dùng nhập chưa đúng.</source>
        <translation>That is not your current password.</translation>
    </message>
    <message>
        <source>Hai lần nhập mật khẩu chưa giống nhau.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Chọn…</source>
        <translation>Choose…</translation>
    </message>
</context>
<context>
    <name>PictureLabel</name>
    <message>
        <source>Hình: {words}</source>
        <translation>Picture: {words}</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>Tra cứu địa danh</source>
        <translation>Look up a place</translation>
    </message>
    <message>
        <source>Tên xã, phường, đặc khu hiện nay, hoặc tên cũ trước 1/7/2025.</source>
        <translation>A commune, ward or special zone of today, or its name before 1 July 2025.</translation>
    </message>
    <message>
        <source>Tên cần tìm</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Gõ có dấu hay không dấu đều được. Thêm tên tỉnh hoặc huyện cũ để thu hẹp.</source>
        <translation>With or without tone marks. Add a province or a former district to narrow it down.</translation>
    </message>
    <message>
        <source>Không thấy. Hãy thử ít chữ hơn, hoặc tên huyện, tỉnh cũ.</source>
        <translation>Nothing found. Try fewer letters, or the former district or province.</translation>
    </message>
    <message>
        <source>Chỉ hiện {count} nơi đầu tiên. Gõ thêm để thu hẹp.</source>
        <translation>Only the first {count} are shown. Type more to narrow it down.</translation>
    </message>
    <message>
        <source>Mã {code}</source>
        <translation>Code {code}</translation>
    </message>
    <message>
        <source>Gồm toàn bộ {former} cũ</source>
        <translation>Contains all of the former {former}</translation>
    </message>
    <message>
        <source>Gồm phần lớn {former} cũ</source>
        <translation>Contains most of the former {former}</translation>
    </message>
    <message>
        <source>Gồm một phần {former} cũ</source>
        <translation>Contains part of the former {former}</translation>
    </message>
    <message>
        <source>Trước là {former}</source>
        <translation>Formerly {former}</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Chỗ đang phát</source>
        <translation>Place in the recording</translation>
    </message>
    <message>
        <source>Mở bằng chương trình khác</source>
        <translation>Open in another program</translation>
    </message>
    <message>
        <source>Thiếu tệp “{name}” của biểu mẫu nên không phát được. Vẫn trả lời được; hãy báo đầu mối của tỉnh.</source>
        <translation>The form’s file “{name}” is missing, so it cannot be played. You can answer all the same; tell the province’s contact.</translation>
    </message>
    <message>
        <source>Máy này không có loa hoặc tai nghe. Hãy cắm loa hoặc tai nghe rồi phát lại.</source>
        <translation>This PC has no loudspeaker or earphones. Plug some in, then play it again.</translation>
    </message>
    <message>
        <source>Không phát được “{name}”: tệp hỏng, hoặc máy này không đọc được loại tệp này.</source>
        <translation>“{name}” cannot be played: it is damaged, or of a kind that this PC cannot read.</translation>
    </message>
    <message>
        <source>Máy này không có chương trình nào mở được “{name}”.</source>
        <translation>This PC has no program that opens “{name}”.</translation>
    </message>
    <message>
        <source>Xem video: {words}</source>
        <translation>Watch the video: {words}</translation>
    </message>
    <message>
        <source>Nghe ghi âm: {words}</source>
        <translation>Listen to the recording: {words}</translation>
    </message>
    <message>
        <source>Dừng: {words}</source>
        <translation>Stop: {words}</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Xem video</source>
        <translation>Watch</translation>
    </message>
    <message>
        <source>Nghe</source>
        <translation>Listen</translation>
    </message>
</context>
<context>
    <name>Point</name>
    <message>
        <source>vĩ độ, ví dụ 21,0285</source>
        <translation>latitude, e.g. 21.0285</translation>
    </message>
    <message>
        <source>kinh độ, ví dụ 105,8542</source>
        <translation>longitude, e.g. 105.8542</translation>
    </message>
    <message>
        <source>Đổi chỗ hai số</source>
        <translation>Swap the two numbers</translation>
    </message>
    <message>
        <source>Lấy điểm giữa {commune}</source>
        <translation>Use the centre of {commune}</translation>
    </message>
    <message>
        <source>Vĩ độ</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Kinh độ</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Gõ hai số, hoặc dán cả cặp chép từ bản đồ trên điện thoại vào ô vĩ độ.</source>
        <translation>Type two numbers, or paste the pair copied from a phone&apos;s map into the latitude.</translation>
    </message>
    <message>
        <source>Cần đủ hai số, ví dụ 21,0285 và 105,8542.</source>
        <translation>Both numbers are needed, e.g. 21.0285 and 105.8542.</translation>
    </message>
    <message>
        <source>Có lẽ hai số bị đổi chỗ: vĩ độ nước ta từ 8 đến 24.</source>
        <translation>The two numbers may be swapped: latitudes in Viet Nam go from 8 to 24.</translation>
    </message>
    <message>
        <source>Điểm này nằm ngoài Việt Nam: hãy xem lại hai số.</source>
        <translation>This point is outside Viet Nam: please check the two numbers.</translation>
    </message>
</context>
<context>
    <name>Points</name>
    <message>
        <source>Mỗi dòng một điểm: vĩ độ, dấu cách, kinh độ.</source>
        <translation>One point on each line: latitude, space, longitude.</translation>
    </message>
    <message>
        <source>Điểm cuối tự nối về điểm đầu.</source>
        <translation>The last point is joined to the first by itself.</translation>
    </message>
    <message>
        <source>Điểm {number} chưa đọc được: hãy gõ hai số, ví dụ 21,0285 105,8542.</source>
        <translation>Point {number} cannot be read: please type two numbers, e.g. 21.0285 105.8542.</translation>
    </message>
    <message numerus="yes">
        <source>Đã đọc %n điểm</source>
        <translation>
            <numerusform>%n point read</numerusform>
            <numerusform>%n points read</numerusform>
        </translation>
    </message>
    <message>
        <source>Cần ít nhất {least} điểm.</source>
        <translation>At least {least} points are needed.</translation>
    </message>
</context>
<context>
    <name>PrintPage</name>
    <message>
        <source>Trang {number}</source>
        <translation>Page {number}</translation>
    </message>
    <message>
        <source>Cơ quan ban hành</source>
        <translation>Issuing agency</translation>
    </message>
    <message>
        <source>Số, ký hiệu</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Để trống thì văn thư ghi tay.</source>
        <translation>Left empty, the registry writes it by hand.</translation>
    </message>
    <message>
        <source>Kính gửi</source>
        <translation>Addressed to</translation>
    </message>
    <message>
        <source>Nhiều nơi thì cách nhau dấu chấm phẩy.</source>
        <translation>Several are set apart by semicolons.</translation>
    </message>
    <message>
        <source>Nơi nhận</source>
        <translation>Recipients</translation>
    </message>
    <message>
        <source>Chức vụ người ký</source>
        <translation>Signer’s position</translation>
    </message>
    <message>
        <source>Họ tên người ký</source>
        <translation>Signer’s name</translation>
    </message>
    <message>
        <source>Công văn báo cáo</source>
        <translation>Official letter</translation>
    </message>
    <message>
        <source>Bản tóm tắt cho lãnh đạo</source>
        <translation>Leader’s summary</translation>
    </message>
    <message>
        <source>Xem trước</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>In hoặc lưu PDF</source>
        <translation>Print or save as PDF</translation>
    </message>
    <message>
        <source>In…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Lưu PDF…</source>
        <translation>Save PDF…</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>Cả khóa</source>
        <translation>Whole course</translation>
    </message>
    <message>
        <source>Bài này</source>
        <translation>This lesson</translation>
    </message>
    <message>
        <source>Những chỗ cần sửa</source>
        <translation>What needs mending</translation>
    </message>
    <message>
        <source>Mở trong trình soạn thảo</source>
        <translation>Open in the editor</translation>
    </message>
    <message>
        <source>Cả khóa ({count})</source>
        <translation>Whole course ({count})</translation>
    </message>
    <message>
        <source>Bài này ({count})</source>
        <translation>This lesson ({count})</translation>
    </message>
    <message>
        <source>Không có lỗi và cảnh báo nào.</source>
        <translation>No errors and no warnings.</translation>
    </message>
    <message numerus="yes">
        <source>%n chỗ đã có lời giải thích của người soạn.</source>
        <translation>
            <numerusform>%n place has its author&apos;s explanation.</numerusform>
            <numerusform>%n places have their author&apos;s explanation.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lỗi</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Cảnh báo</source>
        <translation>Warning</translation>
    </message>
</context>
<context>
    <name>ProxyCard</name>
    <message>
        <source>Địa chỉ proxy</source>
        <translation>Proxy address</translation>
    </message>
    <message>
        <source>Ví dụ proxy.xa.gov.vn:8080, hoặc địa chỉ tệp cấu hình http://…/proxy.pac</source>
        <translation>For example proxy.xa.gov.vn:8080, or the address of a script, http://…/proxy.pac</translation>
    </message>
    <message>
        <source>Tên tài khoản proxy</source>
        <translation>Account name at the proxy</translation>
    </message>
    <message>
        <source>Mật khẩu proxy</source>
        <translation>Password at the proxy</translation>
    </message>
    <message>
        <source>Máy chủ proxy của cơ quan</source>
        <translation>The office’s proxy</translation>
    </message>
    <message>
        <source>Chỉ điền khi người phụ trách mạng dặn. Để trống thì máy theo cài đặt của hệ điều hành. Tên và mật khẩu được giữ trong kho đã mã hóa.</source>
        <translation>Fill this in only when whoever runs the network says so. Left empty, the operating system’s settings count. Name and password are kept in the encrypted store.</translation>
    </message>
    <message>
        <source>Lưu và thử lại</source>
        <translation>Save and try again</translation>
    </message>
    <message>
        <source>Đã lưu. Máy đang thử lại; kết quả ở trang Đồng bộ.</source>
        <translation>Saved. The PC is trying again; the Sync page shows what comes of it.</translation>
    </message>
</context>
<context>
    <name>PublishSheet</name>
    <message>
        <source>Phát hành về tỉnh</source>
        <translation>Publish to the province</translation>
    </message>
    <message>
        <source>Gửi cả khóa lên máy chủ của tỉnh thành phiên bản mới. Máy các xã tự tải phần thay đổi ở lần đồng bộ sau. Cần tài khoản phụ trách cả tỉnh; mật khẩu không được lưu.</source>
        <translation>Send the whole course to the province&apos;s server as its next version. The communes&apos; PCs fetch what changed when they next sync. This needs an account for the whole province; the password is not kept.</translation>
    </message>
    <message>
        <source>Phát hành</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>Địa chỉ máy chủ của tỉnh</source>
        <translation>Address of the province&apos;s server</translation>
    </message>
    <message>
        <source>Ví dụ: soncatinh.gov.vn</source>
        <translation>For example: soncatinh.gov.vn</translation>
    </message>
    <message>
        <source>Tên đăng nhập</source>
        <translation>Sign-in name</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
</context>
<context>
    <name>PutInOrder</name>
    <message>
        <source>Sắp theo đúng thứ tự: phím ↑ ↓ hoặc nút bên phải để đổi chỗ.</source>
        <translation>Put these in order: move with the ↑ ↓ keys or the buttons at the right.</translation>
    </message>
    <message>
        <source>Đúng ra là bước {place}.</source>
        <translation>It belongs in place {place}.</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>Bài này chưa có câu hỏi nào.</source>
        <translation>This lesson has no questions yet.</translation>
    </message>
    <message>
        <source>Câu {number}</source>
        <translation>Question {number}</translation>
    </message>
    <message>
        <source>{kind} · mã {id}</source>
        <translation>{kind} · id {id}</translation>
    </message>
    <message>
        <source>Khi trả lời khác</source>
        <translation>For other answers</translation>
    </message>
    <message>
        <source>chọn một</source>
        <translation>choose one</translation>
    </message>
    <message>
        <source>chọn nhiều</source>
        <translation>choose several</translation>
    </message>
    <message>
        <source>đúng hay sai</source>
        <translation>true or false</translation>
    </message>
    <message>
        <source>điền số</source>
        <translation>a number</translation>
    </message>
    <message>
        <source>trả lời ngắn</source>
        <translation>short answer</translation>
    </message>
    <message>
        <source>ghép đôi</source>
        <translation>matching</translation>
    </message>
    <message>
        <source>xếp thứ tự</source>
        <translation>ordering</translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>bắt buộc</source>
        <translation>required</translation>
    </message>
</context>
<context>
    <name>QuickPage</name>
    <message>
        <source>Thêm chi tiết</source>
        <translation>Add details</translation>
    </message>
    <message>
        <source>Mở cả biểu mẫu, với những gì đã chọn</source>
        <translation>Open the whole form, with what was chosen</translation>
    </message>
    <message>
        <source>Bỏ (Esc)</source>
        <translation>Drop it (Esc)</translation>
    </message>
    <message>
        <source>Không gửi, không lưu gì</source>
        <translation>Sends and keeps nothing</translation>
    </message>
    <message>
        <source>Ghi nhanh: {title}</source>
        <translation>Quick entry: {title}</translation>
    </message>
    <message>
        <source>Đã ghi: {line}. Máy tự gửi khi có mạng.</source>
        <translation>Noted: {line}. It is sent when there is a line.</translation>
    </message>
    <message>
        <source>Tiếp (Enter)</source>
        <translation>Next (Enter)</translation>
    </message>
    <message>
        <source>Tôi xác nhận, gửi (Enter)</source>
        <translation>I confirm, send (Enter)</translation>
    </message>
    <message>
        <source>Gửi (Enter)</source>
        <translation>Send (Enter)</translation>
    </message>
</context>
<context>
    <name>QuizPage</name>
    <message>
        <source>Kiểm tra: {title}</source>
        <translation>Quiz: {title}</translation>
    </message>
    <message numerus="yes">
        <source>%n câu hỏi.</source>
        <translation>
            <numerusform>%n question.</numerusform>
            <numerusform>%n questions.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mỗi câu trả lời được lưu ngay, mất điện cũng không phải làm lại.</source>
        <translation>Each answer is saved at once; a power cut loses none.</translation>
    </message>
    <message>
        <source>Bắt đầu kiểm tra</source>
        <translation>Start the test</translation>
    </message>
    <message>
        <source>Luyện tập</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Kiểm tra lấy kết quả</source>
        <translation>Take the test</translation>
    </message>
    <message>
        <source>Làm hết các câu rồi xem điểm và giải thích từng lựa chọn.</source>
        <translation>Answer all questions, then see the score and why each choice is right or wrong.</translation>
    </message>
    <message>
        <source>Luyện tập trước</source>
        <translation>Practise first</translation>
    </message>
    <message>
        <source>Xem giải thích ngay sau mỗi câu. Không tính vào kết quả bài học.</source>
        <translation>See the explanation after each question. It does not count towards the lesson.</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>{mode} · câu {at} trên {count}</source>
        <translation>{mode} · question {at} of {count}</translation>
    </message>
    <message>
        <source>Xem kết quả</source>
        <translation>See the result</translation>
    </message>
    <message>
        <source>Câu tiếp</source>
        <translation>Next question</translation>
    </message>
    <message>
        <source>Kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Về bài học</source>
        <translation>Back to the lesson</translation>
    </message>
    <message>
        <source>Số câu đã trả lời</source>
        <translation>Questions answered</translation>
    </message>
</context>
<context>
    <name>Range</name>
    <message>
        <source>Bỏ chọn</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>chưa chọn</source>
        <translation>nothing chosen</translation>
    </message>
    <message>
        <source>Chưa chọn. Kéo trên thanh, dùng phím ← →, hoặc gõ số từ {start} đến {end}.</source>
        <translation>Nothing chosen yet. Drag on the track, use ← →, or type a number from {start} to {end}.</translation>
    </message>
    <message>
        <source>Chưa chọn. Bấm vào sao, dùng phím ← →, hoặc gõ số từ {start} đến {end}.</source>
        <translation>Nothing chosen. Click a star, use the keys ← →, or type a number from {start} to {end}.</translation>
    </message>
</context>
<context>
    <name>Ranking</name>
    <message>
        <source>Thứ tự này đúng</source>
        <translation>This order is right</translation>
    </message>
    <message>
        <source>Bỏ thứ tự đã xếp</source>
        <translation>Clear the order</translation>
    </message>
    <message>
        <source>Đã xếp, đầu tiên ở trên cùng.</source>
        <translation>In order, the first on top.</translation>
    </message>
    <message>
        <source>Chưa xếp. Phím ↑ ↓ hoặc số thứ tự để đổi chỗ; đầu tiên ở trên cùng.</source>
        <translation>Not ordered yet. Move with ↑ ↓ or the number of a place; the first is on top.</translation>
    </message>
</context>
<context>
    <name>ReaderPage</name>
    <message>
        <source>Nội dung bài học</source>
        <translation>Lesson text</translation>
    </message>
    <message>
        <source>Tìm trong bài, không cần gõ dấu</source>
        <translation>Find in this lesson</translation>
    </message>
    <message>
        <source>Tìm trong bài</source>
        <translation>Find in this lesson</translation>
    </message>
    <message>
        <source>Chỗ trước (Shift+F3)</source>
        <translation>Previous (Shift+F3)</translation>
    </message>
    <message>
        <source>Chỗ sau (F3)</source>
        <translation>Next (F3)</translation>
    </message>
    <message>
        <source>Đóng ô tìm (Esc)</source>
        <translation>Close find (Esc)</translation>
    </message>
    <message>
        <source>Tìm trong bài (Ctrl+F)</source>
        <translation>Find in this lesson (Ctrl+F)</translation>
    </message>
    <message>
        <source>Chữ nhỏ hơn</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>Chữ nhỏ hơn (Ctrl+−)</source>
        <translation>Smaller text (Ctrl+−)</translation>
    </message>
    <message>
        <source>Chữ to hơn</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>Chữ to hơn (Ctrl++)</source>
        <translation>Larger text (Ctrl++)</translation>
    </message>
    <message>
        <source>Về danh sách bài học</source>
        <translation>Back to the lessons</translation>
    </message>
    <message>
        <source>Lưu PDF để in (Ctrl+P)</source>
        <translation>Save a PDF to print (Ctrl+P)</translation>
    </message>
    <message>
        <source>{at} / {count}</source>
        <translation>{at} / {count}</translation>
    </message>
    <message>
        <source>Không thấy</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>Trong bài này</source>
        <translation>In this lesson</translation>
    </message>
    <message>
        <source>Bài trước</source>
        <translation>Previous lesson</translation>
    </message>
    <message>
        <source>Bài sau</source>
        <translation>Next lesson</translation>
    </message>
    <message>
        <source>Làm bài kiểm tra</source>
        <translation>Take the quiz</translation>
    </message>
    <message>
        <source>Phần đã đọc</source>
        <translation>How much is read</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>Thử bài kiểm tra: {title}</source>
        <translation>Try the quiz: {title}</translation>
    </message>
    <message>
        <source>Bài này chưa có câu hỏi nào.</source>
        <translation>This lesson has no questions yet.</translation>
    </message>
    <message>
        <source>Đạt khi {right} trong {last} câu cuối đúng.</source>
        <translation>Passed with {right} of the last {last} answers right.</translation>
    </message>
    <message>
        <source>Đạt khi được từ {mark} % số điểm.</source>
        <translation>Passed from {mark} % of the points.</translation>
    </message>
    <message numerus="yes">
        <source>%n câu hỏi.</source>
        <translation>
            <numerusform>%n question.</numerusform>
            <numerusform>%n questions.</numerusform>
        </translation>
    </message>
    <message>
        <source>Đây là làm thử: không có gì được lưu hay gửi đi.</source>
        <translation>This is a trial: nothing is kept or sent.</translation>
    </message>
    <message>
        <source>Làm như kiểm tra</source>
        <translation>As a test</translation>
    </message>
    <message>
        <source>Làm như luyện tập</source>
        <translation>As practice</translation>
    </message>
    <message>
        <source>Xem kết quả</source>
        <translation>See the result</translation>
    </message>
    <message>
        <source>Câu tiếp</source>
        <translation>Next question</translation>
    </message>
    <message>
        <source>câu {at} trên {count}</source>
        <translation>question {at} of {count}</translation>
    </message>
    <message>
        <source>Trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Với bài làm này, cán bộ đạt (cần từ {mark} %).</source>
        <translation>With these answers an official passes (from {mark} %).</translation>
    </message>
    <message>
        <source>Với bài làm này, cán bộ chưa đạt (cần từ {mark} %).</source>
        <translation>With these answers an official does not pass (from {mark} %).</translation>
    </message>
    <message>
        <source>Thử lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Thôi làm thử</source>
        <translation>Stop the trial</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>Đúng.</source>
        <translation>Right.</translation>
    </message>
    <message>
        <source>Chưa đúng.</source>
        <translation>Not right.</translation>
    </message>
</context>
<context>
    <name>RepeatCard</name>
    <message>
        <source>Xóa phần này</source>
        <translation>Remove this part</translation>
    </message>
    <message>
        <source>Mở: {title}</source>
        <translation>Open: {title}</translation>
    </message>
    <message>
        <source>Xóa: {title}</source>
        <translation>Delete: {title}</translation>
    </message>
    <message>
        <source>Gập lại</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>RepeatTable</name>
    <message>
        <source>Xóa dòng {number}</source>
        <translation>Delete line {number}</translation>
    </message>
</context>
<context>
    <name>ReportState</name>
    <message>
        <source>Chờ gửi</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Tỉnh đã nhận</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Tỉnh đã xem</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Bị trả lại</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Được chấp nhận</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Máy chủ từ chối</source>
        <translation>Refused by the server</translation>
    </message>
    <message>
        <source>Báo cáo ở trên máy này, tự gửi khi có mạng.</source>
        <translation>The report is on this PC and is sent when there is a network.</translation>
    </message>
    <message>
        <source>Máy chủ của tỉnh đã nhận; chưa có người mở xem.</source>
        <translation>The province&apos;s server has it; nobody has opened it yet.</translation>
    </message>
    <message>
        <source>Cán bộ tỉnh đã mở xem; chưa trả lời.</source>
        <translation>Somebody in the province has opened it; no answer yet.</translation>
    </message>
    <message>
        <source>Cần sửa rồi gửi lại. Bản đã gửi vẫn được giữ.</source>
        <translation>To be mended and sent again. What was sent is kept.</translation>
    </message>
    <message>
        <source>Tỉnh đã chấp nhận, không cần làm gì thêm.</source>
        <translation>The province accepted it; nothing more to do.</translation>
    </message>
    <message>
        <source>Máy chủ không nhận được bản này. Hãy gọi đầu mối của tỉnh và đọc mã bên dưới.</source>
        <translation>The server cannot take this in. Call your contact in the province and read out the code below.</translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message>
        <source>Kho dữ liệu trên máy bị hỏng</source>
        <translation>The data on this PC is damaged</translation>
    </message>
    <message>
        <source>Thường do mất điện giữa chừng hoặc ổ đĩa cũ. Sơn Ca có thể đọc lại phần còn nguyên, bù bằng bản sao lưu trên máy, rồi lấy phần tỉnh đã nhận khi có mạng. Tệp hỏng được giữ riêng, không xóa.</source>
        <translation>Usually a power cut or an old disk is the cause. Sơn Ca can read what is still whole, fill the gaps from the backups on this PC, and fetch what the province has received once there is a network. The damaged file is kept aside, not deleted.</translation>
    </message>
    <message>
        <source>Trên máy có bản sao lưu.</source>
        <translation>There is a backup on this PC.</translation>
    </message>
    <message>
        <source>Trên máy chưa có bản sao lưu nào: chỉ đọc lại được phần còn nguyên.</source>
        <translation>There is no backup on this PC yet: only what is still whole can be read.</translation>
    </message>
    <message>
        <source>Khôi phục</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Vào làm việc</source>
        <translation>Go to work</translation>
    </message>
    <message>
        <source>Đang đọc lại, xin đừng tắt máy</source>
        <translation>Reading; please do not switch the PC off</translation>
    </message>
    <message>
        <source>Đã khôi phục</source>
        <translation>Restored</translation>
    </message>
    <message>
        <source>Đã bù từ bản sao lưu lúc {time}.</source>
        <translation>Gaps were filled from the backup of {time}.</translation>
    </message>
    <message numerus="yes">
        <source>%n việc đã làm</source>
        <translation>
            <numerusform>%n piece of work</numerusform>
            <numerusform>%n pieces of work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>trong đó %n báo cáo đã gửi</source>
        <translation>
            <numerusform>among them %n submitted report</numerusform>
            <numerusform>among them %n submitted reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>và %n bài kiểm tra</source>
        <translation>
            <numerusform>and %n test</numerusform>
            <numerusform>and %n tests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bản nháp</source>
        <translation>
            <numerusform>%n draft</numerusform>
            <numerusform>%n drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n việc còn chờ gửi tỉnh</source>
        <translation>
            <numerusform>%n piece still waits for the province</numerusform>
            <numerusform>%n pieces still wait for the province</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Còn %n việc chưa đọc lại được trên máy. Phần nào tỉnh đã nhận thì máy tự lấy về khi có mạng.</source>
        <translation>
            <numerusform>%n piece could not be read on this PC. If the province has received it, it is fetched once there is a network.</numerusform>
            <numerusform>%n pieces could not be read on this PC. What the province has received of them is fetched once there is a network.</numerusform>
        </translation>
    </message>
    <message>
        <source>Bản nháp nào không thấy ở trang Soạn báo cáo là không đọc lại được: hãy soạn lại.</source>
        <translation>A draft that is not on the page Write reports could not be read back: please write it again.</translation>
    </message>
    <message numerus="yes">
        <source>%n ảnh hoặc tệp chưa gửi không đọc lại được; báo cáo vẫn còn. Nếu còn ảnh gốc, hãy gửi bản sửa của báo cáo kèm ảnh.</source>
        <translation>
            <numerusform>%n unsent photo or file could not be read; its report is still there. If you have the original, send a corrected report with it.</numerusform>
            <numerusform>%n unsent photos or files could not be read; their reports are still there. If you have the originals, send corrected reports with them.</numerusform>
        </translation>
    </message>
    <message>
        <source>Máy không còn thông tin ghi danh với tỉnh. Hãy xin tỉnh mã ghi danh mới rồi nhập ở trang Đồng bộ.</source>
        <translation>This PC no longer knows its enrolment. Please ask the province for a new enrolment code and enter it on the Sync page.</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>Luyện tập xong. Kết quả này không tính vào bài học.</source>
        <translation>Practice is over. This result does not count towards the lesson.</translation>
    </message>
    <message>
        <source>Đạt. Kết quả được gửi về tỉnh ở lần đồng bộ tới.</source>
        <translation>Passed. The result goes to the province with the next sync.</translation>
    </message>
    <message>
        <source>Xem giải thích bên dưới, đọc lại phần còn vướng rồi làm lại; làm lại bao nhiêu lần cũng được.</source>
        <translation>See the explanations below, read again what was difficult, and try again, as often as you like.</translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Đọc lại bài</source>
        <translation>Read the lesson again</translation>
    </message>
    <message>
        <source>Bài tiếp theo</source>
        <translation>Next lesson</translation>
    </message>
    <message>
        <source>Về danh sách bài học</source>
        <translation>Back to the lessons</translation>
    </message>
    <message>
        <source>Từng câu</source>
        <translation>Question by question</translation>
    </message>
    <message>
        <source>Đúng</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>Đúng một phần</source>
        <translation>Partly right</translation>
    </message>
    <message>
        <source>Sai</source>
        <translation>Wrong</translation>
    </message>
    <message>
        <source>Câu {number}</source>
        <translation>Question {number}</translation>
    </message>
    <message>
        <source>Đọc lại phần này trong bài</source>
        <translation>Read this part of the lesson again</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Số câu ôn từng ngày. {days}.</source>
        <translation>Questions to review each day. {days}.</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Từ bài: {title}</source>
        <translation>From: {title}</translation>
    </message>
    <message>
        <source>Ôn thêm</source>
        <translation>Review more</translation>
    </message>
    <message>
        <source>câu {at} trên {count}</source>
        <translation>question {at} of {count}</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Xong phần ôn hôm nay</source>
        <translation>Today&apos;s review is done</translation>
    </message>
    <message numerus="yes">
        <source>%n câu đã ôn.</source>
        <translation>
            <numerusform>%n question reviewed.</numerusform>
            <numerusform>%n questions reviewed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hôm nay không có câu nào phải ôn</source>
        <translation>Nothing to review today</translation>
    </message>
    <message>
        <source>Lần ôn tới: {date}.</source>
        <translation>Next review: {date}.</translation>
    </message>
    <message>
        <source>Câu nào trả lời chưa đúng trong bài luyện tập hoặc bài kiểm tra sẽ trở lại ở đây, mỗi lần một xa hơn khi đã nhớ.</source>
        <translation>What you get wrong in practice or in a test comes back here, further apart each time you remember it.</translation>
    </message>
    <message>
        <source>Về trang chủ</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Xem các bài học</source>
        <translation>See the lessons</translation>
    </message>
    <message>
        <source>Những ngày tới</source>
        <translation>The days ahead</translation>
    </message>
    <message>
        <source>Số câu mỗi ngày, nhiều nhất khoảng 5 phút. Bận vài hôm cũng không dồn lại.</source>
        <translation>Questions a day, about 5 minutes at most. A few busy days never pile up.</translation>
    </message>
    <message>
        <source>5 phút ôn hôm nay</source>
        <translation>Today&apos;s 5 minutes of review</translation>
    </message>
    <message>
        <source>Số câu đã ôn</source>
        <translation>Questions reviewed</translation>
    </message>
    <message>
        <source>Đọc lại trong bài</source>
        <translation>Read it again in the lesson</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Lưu PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Đã lưu “{path}”. Mở tệp đó để in.</source>
        <translation>Saved “{path}”. Open that file to print it.</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Tìm trong mọi bài học</source>
        <translation>Search all lessons</translation>
    </message>
    <message>
        <source>Ví dụ: dang nhap, mat khau, ghi log</source>
        <translation>For example: sign in, password, backup</translation>
    </message>
    <message>
        <source>Kết quả</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>Tìm trong các bài học</source>
        <translation>Search the lessons</translation>
    </message>
    <message>
        <source>Gõ vài chữ, có dấu hay không dấu đều được. Enter mở bài ở đúng chỗ.</source>
        <translation>Type a few letters; accents do not matter. Enter opens the lesson at that place.</translation>
    </message>
    <message>
        <source>Đang lập mục lục các bài học…</source>
        <translation>Preparing the index of the lessons…</translation>
    </message>
    <message>
        <source>Không thấy. Hãy thử ít chữ hơn, hoặc một từ khác.</source>
        <translation>Nothing found. Try fewer letters, or another word.</translation>
    </message>
    <message>
        <source>{count} chỗ khớp nhất. Gõ thêm để thu hẹp.</source>
        <translation>The {count} best places. Type more to narrow down.</translation>
    </message>
    <message numerus="yes">
        <source>%n chỗ.</source>
        <translation>
            <numerusform>%n place.</numerusform>
            <numerusform>%n places.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SectionsPanel</name>
    <message>
        <source>có chỗ cần sửa</source>
        <translation>something to correct</translation>
    </message>
    <message numerus="yes">
        <source>còn %n câu</source>
        <translation>
            <numerusform>%n question left</numerusform>
            <numerusform>%n questions left</numerusform>
        </translation>
    </message>
    <message>
        <source>đủ</source>
        <translation>complete</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Giao diện</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>Nền tối đỡ chói khi làm việc trong phòng tối.</source>
        <translation>A dark ground glares less in a dark room.</translation>
    </message>
    <message>
        <source>Theo máy</source>
        <translation>As the PC</translation>
    </message>
    <message>
        <source>Sáng</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Tối</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Cỡ chữ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Trong bài học cũng đổi được bằng phím Ctrl và dấu +, −.</source>
        <translation>In a lesson, Ctrl with + or − changes it too.</translation>
    </message>
    <message>
        <source>Ngôn ngữ</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Bài học và biểu mẫu có bản tiếng Anh thì hiện bản tiếng Anh.</source>
        <translation>Lessons and forms show in English where they have been translated.</translation>
    </message>
    <message>
        <source>Người dùng trên máy này</source>
        <translation>People on this PC</translation>
    </message>
    <message>
        <source>Máy dùng chung: mỗi người một mật khẩu riêng. Thêm đồng nghiệp, đặt lại mật khẩu cho người quên, đổi mật khẩu của mình.</source>
        <translation>On a shared PC each has a password. Add a colleague, reset a forgotten password, change your own.</translation>
    </message>
    <message>
        <source>Mở danh sách</source>
        <translation>Open the list</translation>
    </message>
    <message>
        <source>Soạn bài</source>
        <translation>Write lessons</translation>
    </message>
    <message>
        <source>Dành cho người soạn bài học ở tỉnh: xem bài như cán bộ sẽ thấy, kiểm tra, đóng gói và phát hành. Mở trong cửa sổ riêng.</source>
        <translation>For those who write lessons in the province: see them as officials will, check, pack and publish. Opens a window of its own.</translation>
    </message>
    <message>
        <source>Mở cửa sổ soạn bài</source>
        <translation>Open the lesson window</translation>
    </message>
    <message>
        <source>Về Sơn Ca</source>
        <translation>About Sơn Ca</translation>
    </message>
    <message>
        <source>Phiên bản {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Học và báo cáo cho cán bộ xã, phường, đặc khu; dùng được khi không có mạng. Mọi dữ liệu trên máy đều được mã hóa. Không soạn bí mật nhà nước trong chương trình này.</source>
        <translation>Learning and reporting for officials of communes, wards and special zones; works without a network. All data on the PC is encrypted. Never write state secrets in this program.</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Chưa điền ô này.</source>
        <translation>This field is empty.</translation>
    </message>
    <message>
        <source>Chỉ dùng chữ thường không dấu, số và gạch nối.</source>
        <translation>Lower-case plain letters, digits and hyphens only.</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Khôi phục</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Chưa ghi danh với tỉnh</source>
        <translation>Not enrolled yet</translation>
    </message>
    <message>
        <source>{name}, {position}: mở danh mục</source>
        <translation>{name}, {position}: open menu</translation>
    </message>
    <message>
        <source>Việc học của tôi</source>
        <translation>My learning</translation>
    </message>
    <message>
        <source>Đổi mật khẩu</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>Người dùng trên máy này</source>
        <translation>People on this PC</translation>
    </message>
    <message>
        <source>Đăng xuất</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Tìm trong bài học</source>
        <translation>Search lessons</translation>
    </message>
    <message>
        <source>Tìm trong mọi bài học (Ctrl+K)</source>
        <translation>Search all lessons (Ctrl+K)</translation>
    </message>
    <message>
        <source>Trang chủ</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Bài học</source>
        <translation>Lessons</translation>
    </message>
    <message>
        <source>Soạn báo cáo</source>
        <translation>Write reports</translation>
    </message>
    <message>
        <source>Báo cáo của tôi</source>
        <translation>My reports</translation>
    </message>
    <message>
        <source>Địa danh</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Đồng bộ</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Cài đặt</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Không cần gõ dấu hay chữ hoa.</source>
        <translation>Tone marks and capitals are not needed.</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Dữ liệu trên máy này được mã hóa. Quên mật khẩu thì nhờ đồng nghiệp có tài khoản trên máy đặt lại.</source>
        <translation>The data on this PC is encrypted. If you forget your password, a colleague with an account here can reset it.</translation>
    </message>
    <message>
        <source>Quên hết mật khẩu?</source>
        <translation>All passwords forgotten?</translation>
    </message>
    <message>
        <source>Hãy nhập họ và tên.</source>
        <translation>Enter your full name.</translation>
    </message>
    <message>
        <source>Hãy nhập mật khẩu.</source>
        <translation>Enter your password.</translation>
    </message>
    <message>
        <source>Đang mở…</source>
        <translation>Opening…</translation>
    </message>
</context>
<context>
    <name>SigningPanel</name>
    <message>
        <source>Lãnh đạo ký duyệt</source>
        <translation>A leader signs</translation>
    </message>
    <message>
        <source>Người ký duyệt</source>
        <translation>Who signs</translation>
    </message>
    <message>
        <source>Mật khẩu của người ký</source>
        <translation>The signer’s password</translation>
    </message>
    <message>
        <source>Ký duyệt và gửi</source>
        <translation>Sign and send</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Xem bản tóm tắt</source>
        <translation>See the summary</translation>
    </message>
    <message>
        <source>Thêm lãnh đạo vào máy này</source>
        <translation>Add a leader to this computer</translation>
    </message>
    <message>
        <source>Người ký hãy nhập mật khẩu của mình.</source>
        <translation>Whoever signs enters their own password.</translation>
    </message>
    <message>
        <source>Đang ký…</source>
        <translation>Signing…</translation>
    </message>
    <message>
        <source>Báo cáo này cần lãnh đạo duyệt, nhưng trên máy chưa ai được đánh dấu là lãnh đạo. Mời lãnh đạo ngồi vào máy, thêm tên, chức vụ và tự đặt mật khẩu của mình; chỉ làm một lần. Nếu người soạn chính là lãnh đạo, hãy sửa chức vụ ở mục “Người dùng trên máy này”. Bản nháp vẫn được giữ.</source>
        <translation>This report needs a leader’s approval, but nobody on this PC is marked as a leader. Ask the leader to sit down here, add their name and position and set a password of their own; it is done once. If you are the leader yourself, change your position under “People on this PC”. The draft is kept.</translation>
    </message>
    <message>
        <source>Báo cáo đã đủ và cần lãnh đạo duyệt. Người soạn là lãnh đạo duy nhất trên máy: nhập lại mật khẩu của mình để ký. Tỉnh thấy người soạn và người ký là một.</source>
        <translation>The report is complete and needs a leader’s approval. Its author is the only leader on this PC: enter your password again to sign. The province sees that author and signer are one.</translation>
    </message>
    <message>
        <source>Báo cáo đã đủ và cần lãnh đạo duyệt. Mời lãnh đạo xem lại ở trên, chọn tên mình và nhập mật khẩu của mình.</source>
        <translation>The report is complete and needs a leader’s signature. The leader looks it over above, chooses their name and enters their password.</translation>
    </message>
    <message>
        <source>Mật khẩu của người ký chưa đúng. Kiểm tra Caps Lock và bộ gõ rồi nhập lại.</source>
        <translation>That is not the signer’s password. Check Caps Lock and the input method, then enter it again.</translation>
    </message>
</context>
<context>
    <name>SketchInput</name>
    <message>
        <source>Vẽ lên ảnh</source>
        <translation>Draw on the photo</translation>
    </message>
    <message>
        <source>Khung ký tên</source>
        <translation>Signature pad</translation>
    </message>
    <message>
        <source>Khung vẽ</source>
        <translation>Drawing pad</translation>
    </message>
    <message>
        <source>Lấy nét vẽ này</source>
        <translation>Take this drawing</translation>
    </message>
    <message>
        <source>Bỏ nét cuối</source>
        <translation>Undo last stroke</translation>
    </message>
    <message>
        <source>Ký vào khung bằng chuột, bút hoặc ngón tay.</source>
        <translation>Sign in the frame with mouse, pen or finger.</translation>
    </message>
    <message>
        <source>Vẽ vào khung bằng chuột, bút hoặc ngón tay.</source>
        <translation>Draw in the frame with mouse, pen or finger.</translation>
    </message>
    <message>
        <source>Chữ ký</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Hình vẽ</source>
        <translation>Drawing</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Sơn Ca đang mở sẵn; đã đưa cửa sổ đó ra trước.</source>
        <translation>Sơn Ca is open already; its window was brought forward.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Tỉnh xác nhận lần cuối lúc {time}.</source>
        <translation>Last confirmed by the province at {time}.</translation>
    </message>
    <message>
        <source>Máy này chưa ghi danh được với tỉnh.</source>
        <translation>This PC is not enrolled yet.</translation>
    </message>
    <message>
        <source>Tỉnh đã thu hồi máy này: không gửi nhận được nữa. Hãy gọi đầu mối của tỉnh; dữ liệu trên máy vẫn còn.</source>
        <translation>The province has withdrawn this PC: nothing can be sent or received. Call your contact in the province; the data here is kept.</translation>
    </message>
    <message>
        <source>Đã ghi danh với tỉnh. Chưa có gì phải gửi.</source>
        <translation>Enrolled. Nothing to send yet.</translation>
    </message>
    <message>
        <source>Tỉnh đã nhận đủ.</source>
        <translation>The province has everything.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Đồng bộ ngay</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>Gửi và nhận ngay (F9)</source>
        <translation>Send and receive now (F9)</translation>
    </message>
    <message>
        <source>Đang gửi tệp: {done} / {of}</source>
        <translation>Sending files: {done} of {of}</translation>
    </message>
    <message>
        <source>Đang đồng bộ…</source>
        <translation>Syncing…</translation>
    </message>
</context>
<context>
    <name>StickPage</name>
    <message>
        <source>Ghi ra USB</source>
        <translation>Write to USB</translation>
    </message>
    <message>
        <source>Đọc trả lời của tỉnh</source>
        <translation>Read the province&apos;s replies</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Mang về tỉnh bằng USB</source>
        <translation>Carry by USB stick</translation>
    </message>
    <message>
        <source>USB hoặc thư mục chung</source>
        <translation>USB stick or shared folder</translation>
    </message>
    <message>
        <source>Về trang Đồng bộ</source>
        <translation>Back to the Sync page</translation>
    </message>
    <message numerus="yes">
        <source>%n việc ({size})</source>
        <translation>
            <numerusform>%n item ({size})</numerusform>
            <numerusform>%n items ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tệp đính kèm ({size})</source>
        <translation>
            <numerusform>%n attachment ({size})</numerusform>
            <numerusform>%n attachments ({size})</numerusform>
        </translation>
    </message>
    <message>
        <source>Đang chờ: {what}. Ghi ra USB rồi vẫn còn trên máy cho đến khi tỉnh xác nhận.</source>
        <translation>Waiting: {what}. After writing, everything stays on the PC until the province confirms it.</translation>
    </message>
    <message>
        <source>Không có gì chờ gửi. Vẫn có thể ghi một gói để hỏi tin của tỉnh.</source>
        <translation>Nothing waits. You can still write a bundle that asks the province for news.</translation>
    </message>
    <message>
        <source>Đã dừng</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Chưa có gì mới trên USB.</source>
        <translation>Nothing new is on the stick.</translation>
    </message>
    <message>
        <source>Khi không có mạng: ghi những gì đang chờ ra USB, mang đến tỉnh, rồi mang USB về đọc trả lời, bài học và biểu mẫu mới. Gói được mã hóa, chỉ tỉnh mở được; mất USB cũng không lộ nội dung.</source>
        <translation>Without a line: write what waits to a stick, take it to the province, and bring the stick back to read replies, new lessons and forms. Bundles are encrypted and only the province can open them; a lost stick gives nothing away.</translation>
    </message>
    <message>
        <source>Gói mang theo cả lời xin ghi danh với mã {code}.</source>
        <translation>The bundle also asks to be enrolled with the code {code}.</translation>
    </message>
    <message>
        <source>Đang đọc và ghi, đừng rút USB</source>
        <translation>Reading and writing, do not take the stick out</translation>
    </message>
    <message>
        <source>Có thể rút USB an toàn</source>
        <translation>It is safe to remove the stick</translation>
    </message>
    <message>
        <source>Mang USB đến đầu mối của tỉnh. Khi có trả lời, cắm lại và bấm “Đọc trả lời của tỉnh”.</source>
        <translation>Take the stick to the province&apos;s contact. When there are replies, plug it in again and press “Read the province&apos;s replies”.</translation>
    </message>
    <message>
        <source>Không thấy gói trả lời nào cho máy này trên USB. Gói trả lời có tên “reply-….age”, do đầu mối của tỉnh ghi sau khi nhận gói của xã.</source>
        <translation>There is no reply for this PC on the stick. Replies are called “reply-….age” and are written by the province&apos;s contact after taking in the commune&apos;s bundles.</translation>
    </message>
    <message>
        <source>Chưa xong</source>
        <translation>Not done</translation>
    </message>
    <message>
        <source>Trả lời trên USB đã được đọc trước đây; không có gì mới.</source>
        <translation>The replies on the stick were read before; there is nothing new.</translation>
    </message>
    <message>
        <source>Đã nhận thẻ của tỉnh. Bấm “Ghi ra USB” để xin ghi danh.</source>
        <translation>The province&apos;s card was accepted. Press “Write to the stick” to ask to be enrolled.</translation>
    </message>
    <message>
        <source>Hãy chọn USB hoặc thư mục trước.</source>
        <translation>Please choose a USB stick or a folder first.</translation>
    </message>
</context>
<context>
    <name>StickWords</name>
    <message>
        <source>Tỉnh đã ghi danh máy này: {commune}.</source>
        <translation>The province has enrolled this PC: {commune}.</translation>
    </message>
    <message numerus="yes">
        <source>Tỉnh xác nhận %n việc</source>
        <translation>
            <numerusform>The province confirms %n item</numerusform>
            <numerusform>The province confirms %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gửi về %n tin</source>
        <translation>
            <numerusform>%n message came back</numerusform>
            <numerusform>%n messages came back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lấy lại được %n việc và tệp mà máy này đã mất.</source>
        <translation>
            <numerusform>%n item that this PC had lost was brought back.</numerusform>
            <numerusform>%n items and files that this PC had lost were brought back.</numerusform>
        </translation>
    </message>
    <message>
        <source>Đã cài bản mới: {packs}.</source>
        <translation>Newly installed: {packs}.</translation>
    </message>
    <message numerus="yes">
        <source>Đã ghi %n gói</source>
        <translation>
            <numerusform>%n bundle was written</numerusform>
            <numerusform>%n bundles were written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n việc</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tệp</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: không đủ tệp cho bản đang có trên máy này. Hãy ghi ra USB để tỉnh biết, lần sau tỉnh gửi đủ.</source>
        <translation>{name}: files are lacking for what this PC has. Write to the stick, so that the province knows and sends them next time.</translation>
    </message>
    <message>
        <source>{name}: còn thiếu phần {parts}. Hãy chép đủ các phần rồi đọc lại.</source>
        <translation>{name}: missing: part {parts}. Copy all parts and read again.</translation>
    </message>
    <message>
        <source>{pack}: đã quá hạn tỉnh cho phép cài. Hãy xem lại ngày giờ của máy; nếu đúng thì xin tỉnh bộ mới.</source>
        <translation>{pack}: past the date until which the province lets it be installed. Check the PC&apos;s date and time; if they are right, ask the province for a new set.</translation>
    </message>
    <message>
        <source>{pack}: không phải do tỉnh ký, nên không cài.</source>
        <translation>{pack}: not signed by the province, so not installed.</translation>
    </message>
    <message>
        <source>{pack}: không đọc được, nên không cài. Hãy xin tỉnh ghi lại.</source>
        <translation>{pack}: cannot be read, so not installed. Ask the province to write it again.</translation>
    </message>
    <message>
        <source>bài học</source>
        <translation>lessons</translation>
    </message>
    <message>
        <source>biểu mẫu</source>
        <translation>forms</translation>
    </message>
    <message>
        <source>danh bạ</source>
        <translation>contacts</translation>
    </message>
    <message>
        <source>không phải gói của Sơn Ca, nên để nguyên.</source>
        <translation>is no bundle of Sơn Ca, so it was left alone.</translation>
    </message>
    <message>
        <source>trả lời cho máy khác. Hãy đọc ở đúng máy đã ghi gói.</source>
        <translation>is a reply to another PC. Read it on the PC that wrote the bundle.</translation>
    </message>
    <message>
        <source>không phải do tỉnh của máy này gửi, nên không nhận. Hãy hỏi đầu mối của tỉnh.</source>
        <translation>was not sent by this PC&apos;s province, so it was not taken in. Ask your contact in the province.</translation>
    </message>
    <message>
        <source>bị hỏng hoặc bị sửa, nên không nhận. Hãy xin tỉnh ghi lại gói.</source>
        <translation>is damaged or was altered, so it was not taken in. Ask the province to write it again.</translation>
    </message>
    <message>
        <source>bị cụt, có lẽ USB rút quá sớm. Hãy xin tỉnh ghi lại gói.</source>
        <translation>is cut short; the stick may have been taken out too early. Ask the province to write it again.</translation>
    </message>
    <message>
        <source>do bản Sơn Ca mới hơn ghi. Hãy cài bản mới rồi đọc lại.</source>
        <translation>was written by a newer Sơn Ca. Install the new version and read it again.</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Đồng bộ</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Việc làm xong được giữ trên máy và tự gửi khi có mạng.</source>
        <translation>What you finish is kept on the PC and sent when there is a network.</translation>
    </message>
    <message>
        <source>Đang trao đổi với tỉnh</source>
        <translation>Talking to the province</translation>
    </message>
    <message>
        <source>Đang gửi ảnh và tệp</source>
        <translation>Sending photos and files</translation>
    </message>
    <message>
        <source>Đơn vị</source>
        <translation>Commune</translation>
    </message>
    <message>
        <source>chưa ghi danh</source>
        <translation>not enrolled</translation>
    </message>
    <message>
        <source>Tỉnh</source>
        <translation>Province</translation>
    </message>
    <message>
        <source>Chờ gửi</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>Hôm nay đã dùng</source>
        <translation>Used today</translation>
    </message>
    <message>
        <source>{used} trong mức {limit}</source>
        <translation>{used} of {limit}</translation>
    </message>
    <message>
        <source>Ảnh, tệp, bài mới</source>
        <translation>Photos, files, new lessons</translation>
    </message>
    <message>
        <source>Ảnh, tệp chưa đi vì</source>
        <translation>Photos, files wait because</translation>
    </message>
    <message>
        <source>Mang về tỉnh bằng USB</source>
        <translation>Carry by USB stick</translation>
    </message>
    <message>
        <source>Tự đồng bộ trở lại</source>
        <translation>Sync by itself again</translation>
    </message>
    <message>
        <source>Tạm ngừng</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Tệp không gửi được</source>
        <translation>Files that did not get there</translation>
    </message>
    <message>
        <source>Báo cáo đã gửi vẫn còn nguyên; chỉ các tệp này chưa tới tỉnh.</source>
        <translation>The reports that were sent are whole; only these files have not reached the province.</translation>
    </message>
    <message>
        <source>Thay tệp</source>
        <translation>Replace the file</translation>
    </message>
    <message>
        <source>Thay tệp: {name}</source>
        <translation>Replace the file: {name}</translation>
    </message>
    <message>
        <source>Thử gửi lại</source>
        <translation>Try to send again</translation>
    </message>
    <message>
        <source>Thử gửi lại: {name}</source>
        <translation>Try to send again: {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n việc</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tệp đính kèm</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
    <message>
        <source>không có</source>
        <translation>nothing</translation>
    </message>
    <message>
        <source>So lại với phiếu ghi danh của tỉnh. Sửa ở đây thì không phải nhập lại gì khác, và mọi việc đã làm vẫn còn.</source>
        <translation>Compare with the province&apos;s enrolment sheet. Correct it here: nothing else has to be typed again, and all you did is kept.</translation>
    </message>
    <message>
        <source>Tỉnh xác nhận lần cuối</source>
        <translation>Last confirmed</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>chưa lần nào</source>
        <translation>never</translation>
    </message>
    <message>
        <source>Giờ của máy</source>
        <translation>This PC&apos;s clock</translation>
    </message>
    <message>
        <source>lệch khoảng {minutes} phút so với tỉnh; hãy chỉnh lại</source>
        <translation>about {minutes} minutes off; please set it right</translation>
    </message>
    <message>
        <source>Đồng bộ ngay</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>Ghi danh với tỉnh</source>
        <translation>Enrolment</translation>
    </message>
    <message>
        <source>Lưu và thử lại</source>
        <translation>Save and try again</translation>
    </message>
</context>
<context>
    <name>Ticker</name>
    <message numerus="yes">
        <source>Đã chọn %n mục:</source>
        <translation>
            <numerusform>%n chosen:</numerusform>
            <numerusform>%n chosen:</numerusform>
        </translation>
    </message>
    <message>
        <source>Chưa chọn mục nào.</source>
        <translation>Nothing chosen yet.</translation>
    </message>
    <message>
        <source>Bỏ chọn: {name}</source>
        <translation>Take away: {name}</translation>
    </message>
</context>
<context>
    <name>TypeNumber</name>
    <message>
        <source>Hãy nhập một con số, ví dụ: 12 hoặc 0,5.</source>
        <translation>Enter a number, such as 12 or 0.5.</translation>
    </message>
    <message>
        <source>Câu trả lời, tính bằng {unit}</source>
        <translation>Answer, in {unit}</translation>
    </message>
</context>
<context>
    <name>TypeWords</name>
    <message>
        <source>Gõ ngắn gọn; không cần dấu hay chữ hoa.</source>
        <translation>A word or two; capitals do not matter.</translation>
    </message>
</context>
<context>
    <name>Undertaking</name>
    <message>
        <source>Chưa đóng gói được</source>
        <translation>Not packed</translation>
    </message>
    <message>
        <source>Chưa phát hành được</source>
        <translation>Not published</translation>
    </message>
    <message>
        <source>Đã tạo phần “{title}”.</source>
        <translation>The module “{title}” was made.</translation>
    </message>
    <message>
        <source>Đã tạo bài “{title}”: {name}.</source>
        <translation>The lesson “{title}” was made: {name}.</translation>
    </message>
    <message>
        <source>Mở trong trình soạn thảo</source>
        <translation>Open in the editor</translation>
    </message>
    <message>
        <source>Đã đóng gói {count} bài vào {path} ({size}).</source>
        <translation>{count} lessons were packed into {path} ({size}).</translation>
    </message>
    <message>
        <source>Mở thư mục chứa tệp</source>
        <translation>Open its folder</translation>
    </message>
    <message>
        <source>Đang gửi lên máy chủ của tỉnh…</source>
        <translation>Sending to the province&apos;s server…</translation>
    </message>
    <message numerus="yes">
        <source>Chưa phát hành: gói này không có %n bài mà các xã đang học ({names}). Phát hành thì các bài đó biến mất khỏi máy của xã.</source>
        <translation>
            <numerusform>Not published: this pack lacks %n lesson that the communes have now ({names}). If it is published, that lesson disappears from their PCs.</numerusform>
            <numerusform>Not published: this pack lacks %n lessons that the communes have now ({names}). If it is published, those lessons disappear from their PCs.</numerusform>
        </translation>
    </message>
    <message>
        <source>Vẫn phát hành</source>
        <translation>Publish all the same</translation>
    </message>
    <message>
        <source>Đã phát hành phiên bản {number}. Máy các xã tải về ở lần đồng bộ sau.</source>
        <translation>Version {number} is published. The communes&apos; PCs fetch it when they next sync.</translation>
    </message>
    <message>
        <source>Tỉnh đã có đúng bản này rồi (phiên bản {number}); không có gì thay đổi.</source>
        <translation>The province has this very course already (version {number}); nothing changed.</translation>
    </message>
    <message numerus="yes">
        <source>còn %n lỗi. Sửa hết rồi làm lại.</source>
        <translation>
            <numerusform>%n error is left. Mend it and try again.</numerusform>
            <numerusform>%n errors are left. Mend them and try again.</numerusform>
        </translation>
    </message>
    <message>
        <source>khóa học chưa có bài nào.</source>
        <translation>the course has no lesson yet.</translation>
    </message>
    <message>
        <source>Không ghi được {path} ({why}). Hãy chọn nơi khác, hoặc xem ổ đĩa còn chỗ và còn quyền ghi không.</source>
        <translation>Cannot write {path} ({why}). Choose another place, or see whether the disk has room and may be written to.</translation>
    </message>
    <message numerus="yes">
        <source>Đã thử sai nhiều lần. Hãy đợi %n phút rồi thử lại.</source>
        <translation>
            <numerusform>Too many wrong tries. Wait %n minute, then try again.</numerusform>
            <numerusform>Too many wrong tries. Wait %n minutes, then try again.</numerusform>
        </translation>
    </message>
    <message>
        <source>Gói lớn hơn mức máy chủ nhận. Hãy thu nhỏ ảnh trong bài rồi làm lại.</source>
        <translation>The pack is larger than the server takes. Make the pictures smaller and try again.</translation>
    </message>
    <message>
        <source>Chưa tới được máy chủ của tỉnh, nên chưa phát hành gì. Hãy xem lại mạng và địa chỉ, rồi bấm Phát hành lần nữa.</source>
        <translation>The province&apos;s server was not reached, so nothing was published. Check the network and the address, then press Publish again.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Có trục trặc chưa rõ ({code}). Dữ liệu vẫn còn trên máy. Hãy thử lại; nếu vẫn lỗi, gửi mã này cho đầu mối của tỉnh.</source>
        <translation>Something went wrong ({code}). The data is still on the PC. Try again; if it fails, send this code to your contact in the province.</translation>
    </message>
    <message>
        <source>Không thấy kho dữ liệu của máy này. Nếu vừa chuyển máy hoặc xóa tệp, hãy khôi phục từ bản sao lưu trước khi làm tiếp.</source>
        <translation>This PC&apos;s data file is not there. If files were moved or deleted, restore them from a backup before you go on.</translation>
    </message>
    <message>
        <source>Máy này đã được thiết lập. Hãy đóng chương trình, mở lại và đăng nhập.</source>
        <translation>This PC is set up already. Close the program, open it again and sign in.</translation>
    </message>
    <message>
        <source>Kho dữ liệu trên máy bị hỏng một phần. Đừng xóa gì: Sơn Ca có thể khôi phục phần còn đọc được và bù từ bản sao lưu.</source>
        <translation>Part of the data on this PC is damaged. Do not delete anything: Sơn Ca can restore what can still be read and fill the gaps from backups.</translation>
    </message>
    <message>
        <source>Không thấy bản sao lưu của Sơn Ca ở đây. Hãy chọn USB có thư mục “sonca-sao-luu-…”.</source>
        <translation>There is no backup of Sơn Ca here. Please choose the stick that has a folder “sonca-sao-luu-…”.</translation>
    </message>
    <message>
        <source>Máy này chưa từng trao đổi với tỉnh nên tỉnh không mở lại được. Chỉ người có mật khẩu mới mở được.</source>
        <translation>This PC has never talked to the province, so the province cannot open it. Only somebody with a password can.</translation>
    </message>
    <message>
        <source>Không thấy trả lời hợp lệ của tỉnh (“sonca-mo-lai.age”) cho yêu cầu cuối cùng của máy này. Hãy kiểm tra đúng USB, hoặc ghi yêu cầu mới.</source>
        <translation>There is no valid answer of the province (“sonca-mo-lai.age”) to this PC&apos;s last request. Please check that it is the right stick, or write a new request.</translation>
    </message>
    <message>
        <source>Không đọc lại được gì từ kho dữ liệu và các bản sao lưu trên máy. Tệp cũ vẫn còn nguyên. Hãy gọi đầu mối của tỉnh trước khi làm tiếp.</source>
        <translation>Nothing could be read from the data and the backups on this PC. The old file is untouched. Please call the province&apos;s contact before going on.</translation>
    </message>
    <message>
        <source>Kho dữ liệu này do bản Sơn Ca mới hơn tạo ra. Hãy cài bản Sơn Ca mới nhất rồi mở lại.</source>
        <translation>This data file was made by a newer Sơn Ca. Install the newest version and open it again.</translation>
    </message>
    <message>
        <source>Kho dữ liệu đang được một chương trình khác dùng. Đợi một lát rồi thử lại; nếu vẫn bận, khởi động lại máy.</source>
        <translation>Another program is using the data file. Wait a little and try again; if it stays busy, restart the PC.</translation>
    </message>
    <message>
        <source>Chưa nâng cấp được kho dữ liệu; kho cũ còn nguyên trong “{backup}”. Kiểm tra ổ đĩa còn chỗ trống rồi mở lại.</source>
        <translation>The data file could not be upgraded; the old one is safe in “{backup}”. Check that the disk has room, then open again.</translation>
    </message>
    <message>
        <source>Thiếu tệp khóa (keys.json) nên không mở được kho dữ liệu. Hãy chép lại tệp này từ bản sao lưu của máy.</source>
        <translation>The key file (keys.json) is missing, so the data cannot be opened. Copy it back from a backup of this PC.</translation>
    </message>
    <message>
        <source>Tệp khóa (keys.json) bị hỏng. Hãy chép lại tệp này từ bản sao lưu của máy.</source>
        <translation>The key file (keys.json) is damaged. Copy it back from a backup of this PC.</translation>
    </message>
    <message>
        <source>Ổ đĩa đã đầy nên chưa lưu được thay đổi vừa rồi. Hãy xóa bớt tệp không cần, rồi làm lại bước này.</source>
        <translation>The disk is full, so the last change was not saved. Delete files you do not need, then do this step again.</translation>
    </message>
    <message>
        <source>Ổ đĩa báo lỗi khi đọc hoặc ghi. Hãy báo người phụ trách máy và kiểm tra ổ đĩa sớm.</source>
        <translation>The disk reports errors. Tell whoever looks after this PC, and have the disk checked soon.</translation>
    </message>
    <message>
        <source>Không được phép ghi vào thư mục dữ liệu. Hãy nhờ người quản trị máy cấp quyền ghi.</source>
        <translation>Writing to the data folder is not allowed. Ask the administrator of this PC for permission.</translation>
    </message>
    <message>
        <source>Thiếu bài học hoặc biểu mẫu đi kèm chương trình ({path}). Hãy cài lại Sơn Ca; dữ liệu đã làm không bị mất.</source>
        <translation>The lessons or forms that come with the program are missing ({path}). Install Sơn Ca again; your work is not lost.</translation>
    </message>
    <message>
        <source>Tên hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại. Quên mật khẩu thì nhờ đồng nghiệp đã có tài khoản trên máy này đặt lại.</source>
        <translation>Name or password is not right. Check Caps Lock and the Vietnamese keyboard, then try again. If you forgot it, a colleague with an account on this PC can reset it.</translation>
    </message>
    <message>
        <source>Mật khẩu cần ít nhất {minimum} ký tự. Cách dễ nhớ: ghép bốn, năm từ thành một cụm.</source>
        <translation>The password needs at least {minimum} characters. Easy to remember: four or five words together.</translation>
    </message>
    <message>
        <source>Mật khẩu này dễ đoán. Đừng dùng tên mình, chữ lặp lại hay dãy số; hãy ghép bốn, năm từ không liên quan nhau.</source>
        <translation>This password is easy to guess. Avoid your name, repeated letters and rows of digits; put together four or five unrelated words.</translation>
    </message>
    <message>
        <source>Hãy nhập họ và tên.</source>
        <translation>Enter your full name.</translation>
    </message>
    <message>
        <source>Trên máy này đã có người tên như vậy. Hãy thêm chữ đệm hoặc bộ phận để phân biệt.</source>
        <translation>Somebody with this name is here already. Add a middle name or the office to tell them apart.</translation>
    </message>
    <message>
        <source>Hãy nhập chức vụ, ví dụ: Công chức Văn phòng.</source>
        <translation>Enter the position, for example: Office officer.</translation>
    </message>
    <message>
        <source>Mã ghi danh gõ chưa đúng. Mã có 10 chữ và số, dạng ABCDE-FGHJK; hãy so lại từng ký tự.</source>
        <translation>The enrolment code is mistyped. It has 10 letters and digits, like ABCDE-FGHJK; compare each one.</translation>
    </message>
    <message>
        <source>Máy này đã được tỉnh xác nhận, không cần ghi danh lại.</source>
        <translation>This PC is enrolled already; no need to do it again.</translation>
    </message>
    <message>
        <source>USB hoặc thư mục chung đã đầy. Hãy xóa bớt hoặc dùng cái khác; việc chờ gửi vẫn còn trên máy.</source>
        <translation>The USB stick or shared folder is full. Make room or use another; what waits is still on this PC.</translation>
    </message>
    <message>
        <source>Máy này chưa biết ghi cho tỉnh nào. Hãy cắm USB có thẻ của tỉnh (tệp the-tinh-….sonca), hoặc ghi danh một lần qua mạng.</source>
        <translation>This PC does not know yet which province to write to. Plug in a stick with the province&apos;s card (the file the-tinh-….sonca), or enrol once over a line.</translation>
    </message>
    <message>
        <source>Địa chỉ này chưa đúng. Hãy nhập như trên phiếu ghi danh của tỉnh, ví dụ: sonca.phutho.gov.vn</source>
        <translation>This address is not right. Enter it as on the province&apos;s enrolment sheet, for example: sonca.phutho.gov.vn</translation>
    </message>
    <message>
        <source>Địa chỉ proxy chưa đúng. Hãy nhập tên máy và cổng, ví dụ proxy.xa.gov.vn:8080, hoặc địa chỉ tệp .pac.</source>
        <translation>The proxy’s address is not right. Enter host and port, for example proxy.xa.gov.vn:8080, or the address of a .pac file.</translation>
    </message>
    <message>
        <source>Không đọc, ghi được “{folder}”. Hãy cắm lại USB rồi làm lại; việc chờ gửi vẫn còn trên máy.</source>
        <translation>“{folder}” cannot be read or written. Plug the stick in again and try once more; what waits is still on this PC.</translation>
    </message>
    <message>
        <source>“{folder}” chỉ cho đọc, không ghi được. Hãy gạt khóa chống ghi trên USB hoặc dùng USB khác; việc chờ gửi vẫn còn trên máy.</source>
        <translation>“{folder}” can only be read, not written. Move the stick&apos;s write-protection switch or use another stick; what waits is still on this PC.</translation>
    </message>
    <message>
        <source>Không còn bài học này trong bộ bài hiện có. Hãy chọn bài khác.</source>
        <translation>This lesson is no longer in the course. Choose another one.</translation>
    </message>
    <message>
        <source>Bài làm này đã kết thúc hoặc đã bỏ. Hãy mở lại bài học để làm bài mới.</source>
        <translation>This quiz is finished or was dropped. Open the lesson to take it anew.</translation>
    </message>
    <message>
        <source>Còn {left} câu chưa trả lời. Hãy trả lời hết rồi kết thúc.</source>
        <translation>{left} questions are not answered yet. Answer them all, then finish.</translation>
    </message>
    <message>
        <source>Chưa đọc được câu trả lời này. Hãy chọn hoặc nhập lại.</source>
        <translation>This answer could not be read. Choose or type it again.</translation>
    </message>
    <message>
        <source>Không còn biểu mẫu này. Hãy chọn biểu mẫu khác.</source>
        <translation>This form is no longer there. Choose another one.</translation>
    </message>
    <message>
        <source>Bản nháp này đã được gửi hoặc đã xóa. Xem lại trong “Báo cáo của tôi”.</source>
        <translation>This draft was sent or deleted. Look in “My reports”.</translation>
    </message>
    <message>
        <source>Không tìm thấy báo cáo này trên máy.</source>
        <translation>This report is not on this PC.</translation>
    </message>
    <message>
        <source>Báo cáo này không bị trả lại nên không cần sửa.</source>
        <translation>This report was not returned, so it needs no mending.</translation>
    </message>
    <message>
        <source>Còn {count} chỗ cần điền hoặc sửa trước khi gửi; đã đánh dấu bên dưới.</source>
        <translation>{count} answers are missing or wrong; they are marked below.</translation>
    </message>
    <message>
        <source>Báo cáo nặng {bytes}, quá mức {most}. Hãy rút bớt chữ rồi gửi lại.</source>
        <translation>The report is {bytes}, more than {most}. Shorten the text and send it again.</translation>
    </message>
    <message>
        <source>Chưa có báo cáo nào cùng mẫu để chép.</source>
        <translation>There is no report of this form to copy from yet.</translation>
    </message>
    <message>
        <source>Báo cáo này cần lãnh đạo ký duyệt trước khi gửi.</source>
        <translation>This report needs a leader’s signature before it is sent.</translation>
    </message>
    <message>
        <source>{name} không được đánh dấu là lãnh đạo trên máy này nên không ký duyệt được. Mời lãnh đạo ký, hoặc sửa chức vụ ở mục “Người dùng trên máy này”.</source>
        <translation>{name} is not marked as a leader on this PC and cannot sign. Ask a leader to sign, or change the position under “People on this PC”.</translation>
    </message>
    <message>
        <source>Không đọc được ảnh “{name}”: tệp hỏng hoặc không phải ảnh. Dùng ảnh JPG hoặc PNG; ảnh HEIC của iPhone hoặc bản quét TIFF thì lưu thành JPG trước.</source>
        <translation>“{name}” cannot be read: it is damaged or no picture. Use JPG or PNG; save an iPhone’s HEIC or a TIFF scan as JPG first.</translation>
    </message>
    <message>
        <source>Ảnh “{name}” có {pixels} triệu điểm ảnh, quá sức máy này (nhiều nhất {most} triệu). Hãy chụp lại ở cỡ nhỏ hơn.</source>
        <translation>“{name}” has {pixels} million pixels, too many for this computer ({most} million at most). Take it again at a smaller size.</translation>
    </message>
    <message>
        <source>Không mở được tệp “{name}”. Nếu tệp ở USB hay điện thoại, hãy chép vào máy rồi chọn lại.</source>
        <translation>“{name}” cannot be opened. If it is on a stick or a phone, copy it to this computer and choose it again.</translation>
    </message>
    <message>
        <source>Tệp “{name}” trống, không có gì để gửi. Hãy chọn tệp khác.</source>
        <translation>“{name}” is empty: there is nothing to send. Choose another file.</translation>
    </message>
    <message>
        <source>Tệp “{name}” nặng {bytes}, nhiều nhất là {most}. Hãy cắt bớt, nén lại hoặc gửi từng phần.</source>
        <translation>“{name}” is {bytes}; {most} is the most. Shorten it, compress it, or send it in parts.</translation>
    </message>
    <message>
        <source>“{name}” không phải loại tệp mà câu này hỏi. Hãy chọn tệp ghi âm (MP3, M4A) hoặc video (MP4).</source>
        <translation>“{name}” is not the kind of file asked for here. Choose a recording (MP3, M4A) or a video (MP4).</translation>
    </message>
    <message>
        <source>“{name}” là chương trình hoặc tài liệu có lệnh tự chạy nên không gửi được. Nếu nghi là mã độc: đừng mở, để nguyên trên máy và gọi đầu mối của tỉnh.</source>
        <translation>“{name}” is a program, or a document that runs commands, and cannot be sent. If it may be malware: do not open it, leave it where it is, and call the province’s contact.</translation>
    </message>
    <message>
        <source>Chưa có mạng. Cứ làm tiếp: máy tự gửi khi có mạng trở lại.</source>
        <translation>No network. Just go on: the PC sends everything when the network is back.</translation>
    </message>
    <message>
        <source>Có mạng nhưng máy chủ của tỉnh chưa trả lời. Máy sẽ tự thử lại.</source>
        <translation>There is a network, but the province&apos;s server does not answer. The PC will try again.</translation>
    </message>
    <message>
        <source>Đường truyền quá chậm nên lần gửi vừa rồi chưa xong. Máy sẽ tự thử lại.</source>
        <translation>The line is too slow; the last try did not finish. The PC will try again.</translation>
    </message>
    <message>
        <source>Đường truyền bị ngắt giữa chừng. Không mất gì; máy sẽ tự gửi lại.</source>
        <translation>The line broke in the middle. Nothing is lost; the PC will send again.</translation>
    </message>
    <message>
        <source>Nơi trả lời không phải máy chủ của tỉnh: có thể là trang đăng nhập Wi-Fi, hoặc địa chỉ nhập sai. Hãy đăng nhập mạng của cơ quan hoặc kiểm tra lại địa chỉ.</source>
        <translation>What answered is not the province&apos;s server: perhaps a Wi-Fi sign-in page, or a wrong address. Sign in to the office network, or check the address.</translation>
    </message>
    <message>
        <source>Bài học hoặc biểu mẫu vừa tải không phải do tỉnh ký, nên máy không cài. Bản đang dùng vẫn còn nguyên. Hãy báo đầu mối của tỉnh.</source>
        <translation>The lessons or forms that were just downloaded are not signed by the province, so they were not installed. What is in use is untouched. Tell your contact in the province.</translation>
    </message>
    <message>
        <source>Máy chủ proxy của cơ quan không cho qua. Hãy nhờ người phụ trách mạng mở đường tới địa chỉ của tỉnh.</source>
        <translation>The office&apos;s proxy does not let this through. Ask whoever runs the network to open the way to the province&apos;s address.</translation>
    </message>
    <message>
        <source>Proxy của cơ quan không nhận tên hoặc mật khẩu đã nhập. Hãy hỏi người phụ trách mạng rồi nhập lại ở trang Cài đặt, mục Máy chủ proxy.</source>
        <translation>The office’s proxy does not take the name or password that was entered. Ask whoever runs the network, and enter them again in Settings, under The office’s proxy.</translation>
    </message>
    <message>
        <source>Proxy của cơ quan hỏi tên và mật khẩu. Hãy hỏi người phụ trách mạng rồi nhập ở trang Cài đặt, mục Máy chủ proxy.</source>
        <translation>The office’s proxy asks for a name and a password. Ask whoever runs the network, and enter them in Settings, under The office’s proxy.</translation>
    </message>
    <message>
        <source>Không đọc được tệp cấu hình proxy (PAC) của cơ quan, và không có đường nào khác ra mạng. Hãy báo người phụ trách mạng.</source>
        <translation>The office’s proxy script (PAC) cannot be read, and there is no other way out. Tell whoever runs the network.</translation>
    </message>
    <message>
        <source>Chứng thư của máy chủ không được tin cậy nên máy chưa gửi gì. Hãy báo đầu mối của tỉnh; đừng tìm cách bỏ qua.</source>
        <translation>The server&apos;s certificate is not trusted, so nothing was sent. Tell your contact in the province; do not work around it.</translation>
    </message>
    <message>
        <source>Ngày giờ của máy này có vẻ sai nên không kết nối an toàn được. Hãy chỉnh lại ngày giờ rồi đồng bộ lại.</source>
        <translation>This PC&apos;s date or time seems wrong, so no safe connection is possible. Set the clock, then sync again.</translation>
    </message>
    <message>
        <source>Có một máy khác đang dùng mã ghi danh của máy này: một trong hai máy được lập từ bản sao lưu hoặc ổ đĩa chép. Không mất gì, việc của cả hai vẫn được gửi. Hãy xin tỉnh mã ghi danh mới rồi nhập ở máy thứ hai, trang Đồng bộ.</source>
        <translation>Another PC goes by this one’s enrolment: one of the two was set up from a backup or a copied disk. Nothing is lost, and the work of both is sent. Ask the province for a new enrolment code and enter it on the second PC, on the Sync page.</translation>
    </message>
    <message>
        <source>Không dùng được địa chỉ máy chủ này. Hãy sửa lại địa chỉ ở trang Đồng bộ.</source>
        <translation>This server address cannot be used. Correct it on the Sync page.</translation>
    </message>
    <message>
        <source>Máy chủ của tỉnh không đọc được dữ liệu vừa gửi. Dữ liệu vẫn còn trên máy; hãy báo đầu mối của tỉnh.</source>
        <translation>The province&apos;s server could not read what was sent. It is still on this PC; tell your contact in the province.</translation>
    </message>
    <message>
        <source>Gói gửi đi quá lớn; máy sẽ tự chia nhỏ và gửi lại.</source>
        <translation>The package was too large; the PC will split it and send again.</translation>
    </message>
    <message>
        <source>Bản Sơn Ca trên máy này đã cũ, máy chủ không nhận nữa. Hãy cài bản mới; việc chờ gửi vẫn được giữ.</source>
        <translation>This Sơn Ca is too old for the server. Install the new version; what waits is kept.</translation>
    </message>
    <message>
        <source>Máy chủ của tỉnh chưa được nâng cấp cho bản Sơn Ca này. Việc chờ gửi vẫn được giữ; máy sẽ thử lại.</source>
        <translation>The province&apos;s server is too old for this Sơn Ca. What waits is kept; the PC will try again.</translation>
    </message>
    <message>
        <source>Máy chủ của tỉnh không nhận ra máy này. Hãy gọi đầu mối của tỉnh để xin mã ghi danh mới.</source>
        <translation>The province&apos;s server does not know this PC. Ask your contact in the province for a new enrolment code.</translation>
    </message>
    <message>
        <source>Tỉnh đã thu hồi máy này. Hãy gọi đầu mối của tỉnh.</source>
        <translation>The province has withdrawn this PC. Call your contact in the province.</translation>
    </message>
    <message>
        <source>Tỉnh không có mã ghi danh này. Hãy so lại với phiếu ghi danh rồi sửa mã.</source>
        <translation>The province does not know this enrolment code. Compare it with the enrolment sheet and correct it.</translation>
    </message>
    <message>
        <source>Mã ghi danh này đã dùng cho máy khác. Mỗi mã dùng một lần: hãy xin tỉnh mã mới rồi sửa lại.</source>
        <translation>This enrolment code was used for another PC. Each works once: ask the province for a new one and enter it.</translation>
    </message>
    <message>
        <source>Mã ghi danh này đã hết hạn. Hãy xin tỉnh mã mới rồi sửa lại.</source>
        <translation>This enrolment code has expired. Ask the province for a new one and enter it.</translation>
    </message>
    <message>
        <source>Đã thử mã quá nhiều lần. Hãy đợi một lát; máy sẽ tự thử lại với mã đang có.</source>
        <translation>Too many tries. Wait a little; the PC will try again by itself.</translation>
    </message>
    <message>
        <source>Máy chủ của tỉnh đang bận. Máy sẽ tự thử lại sau ít phút.</source>
        <translation>The province&apos;s server is busy. The PC will try again in a few minutes.</translation>
    </message>
    <message>
        <source>Tên đăng nhập hoặc mật khẩu không đúng. Dùng tài khoản của trang quản lý của tỉnh.</source>
        <translation>Wrong sign-in name or password. Use your account for the province&apos;s console.</translation>
    </message>
    <message>
        <source>Tài khoản này không phụ trách cả tỉnh nên không phát hành được. Hãy nhờ người phụ trách cả tỉnh, hoặc gửi cho họ tệp đã đóng gói.</source>
        <translation>This account is not for the whole province and cannot publish. Ask somebody whose account is, or send them the packed file.</translation>
    </message>
    <message>
        <source>Máy chủ không nhận gói bài học này: tệp hỏng, hoặc máy chủ cũ hơn chương trình. Hãy thử lại; nếu vẫn vậy, báo người vận hành máy chủ.</source>
        <translation>The server does not take this pack of lessons: it is damaged, or the server is older than this program. Try again; if it stays so, tell those who run the server.</translation>
    </message>
    <message>
        <source>Ổ đĩa hỏng đã làm mất tệp này trước khi gửi. Nếu còn bản gốc, hãy thay tệp rồi gửi lại báo cáo.</source>
        <translation>A damaged disk took this file before it was sent. If you have the original, replace the file and send the report again.</translation>
    </message>
    <message>
        <source>Tệp nặng {bytes}, quá mức máy chủ của tỉnh nhận. Hãy thay bằng ảnh nhỏ hơn hoặc tệp ngắn hơn rồi gửi lại báo cáo.</source>
        <translation>The file is {bytes}, more than the province’s server takes. Replace it with a smaller photo or a shorter file, then send the report again.</translation>
    </message>
</context>
<context>
    <name>_Counted</name>
    <message numerus="yes">
        <source>%n việc chờ gửi ({size})</source>
        <translation>
            <numerusform>%n item to send ({size})</numerusform>
            <numerusform>%n items to send ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tệp đính kèm chờ gửi ({size})</source>
        <translation>
            <numerusform>%n attachment waiting ({size})</numerusform>
            <numerusform>%n attachments waiting ({size})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tỉnh đã nhận báo cáo, nhưng %n tệp đính kèm không gửi được; xem trang Đồng bộ.</source>
        <translation>
            <numerusform>The province has the reports, but %n attached file did not get there; see the Sync page.</numerusform>
            <numerusform>The province has the reports, but %n attached files did not get there; see the Sync page.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Moment</name>
    <message>
        <source>ngày/tháng/năm</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>giờ:phút</source>
        <translation>hour:minute</translation>
    </message>
    <message>
        <source>Chọn trên lịch</source>
        <translation>Pick from a calendar</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Bây giờ</source>
        <translation>Now</translation>
    </message>
</context>
<context>
    <name>_Options</name>
    <message>
        <source>Chọn mọi ý đúng.</source>
        <translation>Choose all that are right.</translation>
    </message>
    <message>
        <source>Ý này đúng nhưng chưa được chọn.</source>
        <translation>This one is right and was not chosen.</translation>
    </message>
</context>
<context>
    <name>_Place</name>
    <message>
        <source>Chuyển lên</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Chuyển xuống</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>Chuyển lên: {text}</source>
        <translation>Move up: {text}</translation>
    </message>
    <message>
        <source>Chuyển xuống: {text}</source>
        <translation>Move down: {text}</translation>
    </message>
    <message>
        <source>Thứ {place} trên {count}: {text}</source>
        <translation>{place} of {count}: {text}</translation>
    </message>
    <message>
        <source>Chưa xếp, đang đứng thứ {place} trên {count}: {text}</source>
        <translation>Not ordered yet, standing at {place} of {count}: {text}</translation>
    </message>
</context>
<context>
    <name>_Searched</name>
    <message>
        <source>Gõ để tìm, không cần dấu</source>
        <translation>Type to search</translation>
    </message>
    <message>
        <source>Không có mục nào khớp.</source>
        <translation>Nothing matches.</translation>
    </message>
</context>
<context>
    <name>_Step</name>
    <message>
        <source>Chuyển lên</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Chuyển xuống</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>Bước {place} trên {count}: {text}. Phím lên, xuống để đổi chỗ</source>
        <translation>Place {place} of {count}: {text}. Up and Down move it</translation>
    </message>
</context>
<context>
    <name>_Typed</name>
    <message>
        <source>Câu trả lời</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Đáp án: {answer}</source>
        <translation>Right answer: {answer}</translation>
    </message>
</context>
</TS>
